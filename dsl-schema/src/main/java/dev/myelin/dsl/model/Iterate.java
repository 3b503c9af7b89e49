package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits a message: each thing that an expression finds becomes a message of its own. */
@AutoService(Mediator.class)
@XmlRootElement(name = "iterate")
public final class Iterate extends Mediator implements Splitting {
    @XmlAttribute
    private @Nullable String id;

    @XmlAttribute(required = true)
    private @Nullable String expression;

    @XmlAttribute
    private @Nullable String attachPath;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String preservePayload;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String continueParent;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String sequential;

    @XmlElement
    private @Nullable FlowTarget target;

    /** What an {@code aggregate} with the same id puts together again. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** What finds the parts; empty when the attribute is missing, which the reader has reported. */
    public String expression() {
        return expression == null ? "" : expression;
    }

    /** Where a part stands in the payload that is preserved. */
    public Optional<String> attachPath() {
        return Optional.ofNullable(attachPath);
    }

    /** Whether a part is the whole payload with that part only, not the part alone. */
    public boolean preservePayload() {
        return "true".equalsIgnoreCase(preservePayload);
    }

    /** Whether the message itself goes on too. */
    public boolean continueParent() {
        return "true".equalsIgnoreCase(continueParent);
    }

    /** Whether a part starts only when the one before it has ended. */
    public boolean sequential() {
        return "true".equalsIgnoreCase(sequential);
    }

    /** Where the parts go. */
    public Optional<FlowTarget> target() {
        return Optional.ofNullable(target);
    }

    @Override
    public List<? extends SynapseNode> children() {
        return target().map(List::of).orElse(List.of());
    }
}
