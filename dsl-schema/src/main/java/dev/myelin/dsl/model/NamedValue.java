package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code <property>} inside {@code <log>} or {@code <endpoint>}: a name with a value or an expression. */
public final class NamedValue extends SynapseNode {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String value;

    @XmlAttribute
    private @Nullable String expression;

    @Allowed({"default", "synapse", "axis2", "axis2-client", "transport", "operation", "registry", "system"})
    @XmlAttribute
    private @Nullable String scope;

    @Allowed({"STRING", "INTEGER", "BOOLEAN", "DOUBLE", "FLOAT", "LONG", "SHORT", "OM", "JSON"})
    @XmlAttribute
    private @Nullable String type;

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

    /** The property scope, of an endpoint's property. */
    public Optional<String> scope() {
        return Optional.ofNullable(scope);
    }

    /** The type of the value. */
    public Optional<String> type() {
        return Optional.ofNullable(type);
    }
}
