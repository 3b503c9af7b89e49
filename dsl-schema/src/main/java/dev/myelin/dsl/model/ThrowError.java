package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import org.jspecify.annotations.Nullable;

/** Runs into a fault. */
@AutoService(Mediator.class)
@XmlRootElement(name = "throwError")
public final class ThrowError extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String type;

    @XmlAttribute(required = true)
    private @Nullable String errorMessage;

    /** What {@code ERROR_CODE} becomes; empty when the attribute is missing, which the reader has reported. */
    public String type() {
        return type == null ? "" : type;
    }

    /** What {@code ERROR_MESSAGE} becomes: a text or an {@code {expression}}. */
    public String errorMessage() {
        return errorMessage == null ? "" : errorMessage;
    }
}
