package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An endpoint given by its URI. */
public final class Address extends EndpointTarget {
    @XmlAttribute(required = true)
    private @Nullable String uri;

    @XmlAttribute
    private @Nullable String method;

    /** {@code ws://}, {@code wss://}, {@code http://}, {@code https://} or {@code camel:}; empty when missing. */
    public String uri() {
        return uri == null ? "" : uri;
    }

    /** The HTTP method; the message's own unless set. */
    public Optional<String> method() {
        return Optional.ofNullable(method).filter(text -> !text.isBlank());
    }
}
