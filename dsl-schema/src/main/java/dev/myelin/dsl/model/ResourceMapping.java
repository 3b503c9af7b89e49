package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A {@code <resource>}: where a location that a schema or stylesheet imports is found. */
public final class ResourceMapping extends SynapseNode {
    @XmlAttribute(required = true)
    private @Nullable String location;

    @XmlAttribute(required = true)
    private @Nullable String key;

    /** The location as the import has it; empty when the attribute is missing, which the reader has reported. */
    public String where() {
        return location == null ? "" : location;
    }

    /** The key of what is taken for it; empty when the attribute is missing, which the reader has reported. */
    public String key() {
        return key == null ? "" : key;
    }
}
