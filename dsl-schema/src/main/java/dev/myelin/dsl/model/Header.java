package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets or removes a header of the message. */
@AutoService(Mediator.class)
@XmlRootElement(name = "header")
public final class Header extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String value;

    @XmlAttribute
    private @Nullable String expression;

    @Allowed({"default", "transport"})
    @XmlAttribute
    private @Nullable String scope;

    @Allowed({"set", "remove"})
    @XmlAttribute
    private @Nullable String action;

    /** The name; empty when the attribute is missing, which the reader has reported. */
    public String name() {
        return name == null ? "" : name;
    }

    /** The constant value. */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    /** The expression that yields the value. */
    public Optional<String> expression() {
        return Optional.ofNullable(expression);
    }

    /** {@code default} (SOAP) unless it is {@code transport}. */
    public String scope() {
        return scope == null ? "default" : scope;
    }

    /** Whether the header is removed instead of set. */
    public boolean removes() {
        return "remove".equalsIgnoreCase(action);
    }
}
