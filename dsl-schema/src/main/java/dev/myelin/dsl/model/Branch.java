package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code then} or {@code else} of a filter: a named sequence or mediators. */
public final class Branch extends SynapseNode {
    @XmlAttribute
    private @Nullable String sequence;

    @XmlElementRef
    private final List<Mediator> mediators = new ArrayList<>();

    /** The sequence that runs instead of the mediators inside. */
    public Optional<String> sequence() {
        return Optional.ofNullable(sequence);
    }

    /** The mediators in order. */
    public List<Mediator> mediators() {
        return mediators;
    }

    @Override
    public List<Reference> references() {
        return sequence()
                .map(text -> List.of(new Reference(Reference.Kind.SEQUENCE, text, location())))
                .orElse(List.of());
    }

    @Override
    public List<? extends SynapseNode> children() {
        return mediators;
    }
}
