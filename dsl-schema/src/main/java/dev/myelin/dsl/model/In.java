package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;

/** Runs the mediators inside when the message is a request. */
@AutoService(Mediator.class)
@XmlRootElement(name = "in")
public final class In extends Mediator {
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
