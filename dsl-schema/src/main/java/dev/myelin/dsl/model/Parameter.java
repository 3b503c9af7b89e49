package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlMixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A named value of a proxy, an inbound endpoint, a message store or a message processor. */
@RawContent
public final class Parameter extends SynapseNode {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String key;

    @XmlMixed
    private final List<String> text = new ArrayList<>();

    /** The name; empty when the attribute is missing, which the reader has reported. */
    public String name() {
        return name == null ? "" : name;
    }

    /** The local entry or registry resource that holds the value instead of the text. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The text without white space around it. */
    public String text() {
        return String.join("", text).strip();
    }
}
