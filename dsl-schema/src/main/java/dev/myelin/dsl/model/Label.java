package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets a label of the message's session. */
@AutoService(Mediator.class)
@XmlRootElement(name = "label", namespace = Namespaces.MEDIATION)
public final class Label extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String value;

    @XmlAttribute
    private @Nullable String expression;

    /** The name: a text or an {@code {expression}}; empty when the attribute is missing, which the reader has reported. */
    public String name() {
        return name == null ? "" : name;
    }

    /** The value. */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    /** What yields the value. */
    public Optional<String> expression() {
        return Optional.ofNullable(expression);
    }
}
