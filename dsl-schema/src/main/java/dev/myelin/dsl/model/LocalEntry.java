package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text or an XML fragment under a name. */
@RawContent
@XmlRootElement(name = "localEntry")
public final class LocalEntry extends SynapseNode implements Artefact {
    @XmlAttribute(required = true)
    private @Nullable String key;

    @XmlAttribute
    private @Nullable String src;

    @XmlMixed
    private final List<String> content = new ArrayList<>();

    @Override
    public String name() {
        return key == null ? "" : key;
    }

    /** The URL or file that holds the content. */
    public Optional<String> src() {
        return Optional.ofNullable(src);
    }

    /** The text or XML inside. */
    public String content() {
        return String.join("", content);
    }
}
