package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets or removes a property of the message in one of its scopes. */
@AutoService(Mediator.class)
@RawContent
@XmlRootElement(name = "property")
public final class Property extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String value;

    @XmlAttribute
    private @Nullable String expression;

    @Allowed({
        "default",
        "synapse",
        "axis2",
        "axis2-client",
        "transport",
        "operation",
        "registry",
        "system",
        "analytics",
        "trace"
    })
    @XmlAttribute
    private @Nullable String scope;

    @Allowed({"STRING", "INTEGER", "BOOLEAN", "DOUBLE", "FLOAT", "LONG", "SHORT", "OM", "JSON"})
    @XmlAttribute
    private @Nullable String type;

    @Allowed({"set", "remove"})
    @XmlAttribute
    private @Nullable String action;

    @XmlAttribute
    private @Nullable String pattern;

    @XmlAttribute
    private @Nullable String group;

    @XmlMixed
    private final List<String> inline = new ArrayList<>();

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

    /** The scope's name; {@code default} unless set. */
    public String scope() {
        return scope == null ? "default" : scope;
    }

    /** The type that the value is converted to; {@code STRING} unless set. */
    public String type() {
        return type == null ? "STRING" : type;
    }

    /** Whether the property is removed instead of set. */
    public boolean removes() {
        return "remove".equalsIgnoreCase(action);
    }

    /** A regular expression that the value is matched with; the value becomes {@link #group()} of the match. */
    public Optional<String> pattern() {
        return Optional.ofNullable(pattern);
    }

    /** The number of the group of {@link #pattern()}; 0 unless set. */
    public String group() {
        return group == null ? "0" : group;
    }

    /** The XML inside the element, as text. */
    public Optional<String> inline() {
        return Optional.of(String.join("", inline)).filter(text -> !text.isBlank());
    }
}
