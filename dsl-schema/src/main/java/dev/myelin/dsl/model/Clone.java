package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes copies of a message, one for each target. */
@AutoService(Mediator.class)
@XmlRootElement(name = "clone")
public final class Clone extends Mediator implements Splitting {
    @XmlAttribute
    private @Nullable String id;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String continueParent;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String sequential;

    @XmlElement(name = "target")
    private final List<FlowTarget> targets = new ArrayList<>();

    /** What an {@code aggregate} with the same id puts together again. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** Whether the message itself goes on too. */
    public boolean continueParent() {
        return "true".equalsIgnoreCase(continueParent);
    }

    /** Whether a copy starts only when the one before it has ended. */
    public boolean sequential() {
        return "true".equalsIgnoreCase(sequential);
    }

    /** Where the copies go. */
    public List<FlowTarget> targets() {
        return targets;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return targets;
    }
}
