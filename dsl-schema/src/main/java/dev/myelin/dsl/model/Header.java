package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets or removes a header of the message. */
@AutoService(Mediator.class)
@RawContent
@XmlRootElement(name = "header")
public final class Header extends Mediator {
    @XmlAttribute
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

    @XmlMixed
    private final List<String> inline = new ArrayList<>();

    /** The name; empty when the header is the XML inside. */
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

    /** The XML inside the element, as text: whole SOAP headers. */
    public Optional<String> inline() {
        return Optional.of(String.join("", inline)).filter(text -> !text.isBlank());
    }

    /** Whether the header is removed instead of set. */
    public boolean removes() {
        return "remove".equalsIgnoreCase(action);
    }
}
