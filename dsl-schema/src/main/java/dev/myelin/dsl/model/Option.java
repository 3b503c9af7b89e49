package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A {@code <feature>} or {@code <attribute>}: a switch of the library that does the work. */
public final class Option extends SynapseNode {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute(required = true)
    private @Nullable String value;

    /** The name; empty when the attribute is missing, which the reader has reported. */
    public String name() {
        return name == null ? "" : name;
    }

    /** The value; empty when the attribute is missing, which the reader has reported. */
    public String value() {
        return value == null ? "" : value;
    }
}
