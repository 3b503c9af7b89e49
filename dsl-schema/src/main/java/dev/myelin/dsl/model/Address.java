package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** An endpoint given by its URI. */
public final class Address extends EndpointTarget {
    @XmlAttribute(required = true)
    private @Nullable String uri;

    /** {@code ws://}, {@code wss://}, {@code http://}, {@code https://} or {@code camel:}; empty when missing. */
    public String uri() {
        return uri == null ? "" : uri;
    }
}
