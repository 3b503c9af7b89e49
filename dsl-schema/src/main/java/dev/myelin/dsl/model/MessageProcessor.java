package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes messages from a store, one after the other, and sends them on or runs a sequence with them. */
@XmlRootElement(name = "messageProcessor")
public final class MessageProcessor extends SynapseNode implements Artefact {
    private static final Set<String> SEQUENCES = Set.of(
            "sequence",
            "message.processor.reply.sequence",
            "message.processor.fault.sequence",
            "message.processor.deactivate.sequence");
    private static final Set<String> STORES =
            Set.of("message.target.store.name", "message.processor.failMessagesStore");

    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute(name = "class")
    private @Nullable String className;

    @XmlAttribute(required = true)
    private @Nullable String messageStore;

    @XmlAttribute
    private @Nullable String targetEndpoint;

    @XmlElement(name = "parameter")
    private final List<Parameter> parameters = new ArrayList<>();

    @XmlElement
    private @Nullable String description;

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** The Java class that Synapse would make; its simple name says the kind. */
    public Optional<String> className() {
        return Optional.ofNullable(className).filter(text -> !text.isBlank());
    }

    /** The store that it takes messages from; empty when the attribute is missing, which the reader has reported. */
    public String messageStore() {
        return messageStore == null ? "" : messageStore;
    }

    /** The endpoint that it sends to. */
    public Optional<String> targetEndpoint() {
        return Optional.ofNullable(targetEndpoint).filter(text -> !text.isBlank());
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
        List<Reference> all = new ArrayList<>();
        targetEndpoint().ifPresent(text -> all.add(new Reference(Reference.Kind.ENDPOINT, text, location())));
        for (Parameter parameter : parameters) {
            Optional<Reference.Kind> kind = SEQUENCES.contains(parameter.name())
                    ? Optional.of(Reference.Kind.SEQUENCE)
                    : Optional.of(Reference.Kind.STORE).filter(any -> STORES.contains(parameter.name()));
            kind.filter(any -> !parameter.text().isEmpty())
                    .ifPresent(found -> all.add(new Reference(found, parameter.text(), parameter.location())));
        }
        return all;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return parameters;
    }
}
