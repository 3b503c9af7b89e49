package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place where messages wait until a message processor takes them. */
@XmlRootElement(name = "messageStore")
public final class MessageStore extends SynapseNode implements Artefact {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute(name = "class")
    private @Nullable String className;

    @XmlAttribute
    private @Nullable String sequence;

    @XmlElement(name = "parameter")
    private final List<Parameter> parameters = new ArrayList<>();

    @XmlElement
    private @Nullable String description;

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** The Java class that Synapse would make; that of the store in memory when missing. */
    public Optional<String> className() {
        return Optional.ofNullable(className).filter(text -> !text.isBlank());
    }

    /** A sequence of old versions of Synapse; no effect. */
    public Optional<String> sequence() {
        return Optional.ofNullable(sequence);
    }

    /** Named values. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The author's remark; no effect. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public List<Reference> references() {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals("store.failover.message.store.name"))
                .filter(parameter -> !parameter.text().isEmpty())
                .map(parameter -> new Reference(Reference.Kind.STORE, parameter.text(), parameter.location()))
                .toList();
    }

    @Override
    public List<? extends SynapseNode> children() {
        return parameters;
    }
}
