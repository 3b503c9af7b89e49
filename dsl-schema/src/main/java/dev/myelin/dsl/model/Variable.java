package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets or removes a variable of the message. */
@AutoService(Mediator.class)
@XmlRootElement(name = "variable")
public final class Variable extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String value;

    @XmlAttribute
    private @Nullable String expression;

    @Allowed({"STRING", "INTEGER", "BOOLEAN", "DOUBLE", "FLOAT", "LONG", "SHORT", "OM", "XML", "JSON"})
    @XmlAttribute
    private @Nullable String type;

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

    /** The type that the value is converted to. Without one a constant is text, and JSON of an expression stays what it is. */
    public Optional<String> type() {
        return Optional.ofNullable(type);
    }

    /** Whether the variable is removed instead of set. */
    public boolean removes() {
        return "remove".equalsIgnoreCase(action);
    }
}
