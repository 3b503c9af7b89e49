package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlElementRef;
import java.util.ArrayList;
import java.util.List;

/** A part that holds mediators: {@code inSequence}, {@code outSequence}, {@code faultSequence}, {@code then} and so on. */
public final class MediatorList extends SynapseNode {
    @XmlElementRef
    private final List<Mediator> mediators = new ArrayList<>();

    /** The mediators in order. */
    public List<Mediator> mediators() {
        return mediators;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return mediators;
    }
}
