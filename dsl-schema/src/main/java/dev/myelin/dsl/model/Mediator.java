package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a sequence. A subclass is {@code @XmlRootElement} with the element's name and
 * {@code @AutoService(Mediator.class)}: that alone makes it known to the reader.
 */
public abstract class Mediator extends SynapseNode {
    @XmlAttribute
    private @Nullable String description;

    /** The author's remark; no effect. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }
}
