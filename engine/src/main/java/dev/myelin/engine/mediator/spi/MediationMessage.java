package dev.myelin.engine.mediator.spi;

import java.util.Optional;

/** The message that a {@link Mediation} works on. For use during its call only. */
public interface MediationMessage {
    /** The payload as text: XML, JSON or whatever it is. */
    String text();

    /** The payload as bytes. */
    byte[] bytes();

    /** The content type of the payload; empty when unknown. */
    String contentType();

    /** Replaces the payload by text. */
    void setText(String text, String contentType);

    /** Replaces the payload by bytes. */
    void setBytes(byte[] bytes, String contentType);

    /**
     * A property.
     *
     * @param scope {@code default}, {@code axis2}, {@code transport} ...
     */
    Optional<Object> property(String scope, String name);

    /** Sets a property; {@code system} and {@code registry} cannot be written. */
    void setProperty(String scope, String name, Object value);

    /** Removes a property. */
    void removeProperty(String scope, String name);

    /** Whether the message is the reply of a back-end. */
    boolean isResponse();
}
