package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a part of a message goes; of several, the sequence inside counts, then the named one, then the endpoint. */
public final class FlowTarget extends SynapseNode {
    @XmlAttribute(name = "sequence")
    private @Nullable String sequenceName;

    @XmlAttribute(name = "endpoint")
    private @Nullable String endpointName;

    @XmlAttribute
    private @Nullable String to;

    @XmlAttribute
    private @Nullable String soapAction;

    @XmlElement
    private @Nullable Sequence sequence;

    @XmlElement
    private @Nullable Endpoint endpoint;

    /** The named sequence that the part runs. */
    public Optional<String> sequenceName() {
        return Optional.ofNullable(sequenceName);
    }

    /** The named endpoint that the part is sent to. */
    public Optional<String> endpointName() {
        return Optional.ofNullable(endpointName);
    }

    /** What becomes the part's {@code To}. */
    public Optional<String> to() {
        return Optional.ofNullable(to);
    }

    /** What becomes the part's {@code Action}. */
    public Optional<String> soapAction() {
        return Optional.ofNullable(soapAction);
    }

    /** The sequence inside, or the one that it names by its key. */
    public Optional<Sequence> sequence() {
        return Optional.ofNullable(sequence);
    }

    /** The endpoint inside. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    @Override
    public List<Reference> references() {
        List<Reference> named = new ArrayList<>();
        sequenceName()
                .filter(text -> sequence == null && !Reference.isDynamic(text))
                .ifPresent(text -> named.add(new Reference(Reference.Kind.SEQUENCE, text, location())));
        endpointName()
                .filter(text -> endpoint == null && !Reference.isDynamic(text))
                .ifPresent(text -> named.add(new Reference(Reference.Kind.ENDPOINT, text, location())));
        return named;
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>();
        sequence().ifPresent(all::add);
        endpoint().ifPresent(all::add);
        return all;
    }
}
