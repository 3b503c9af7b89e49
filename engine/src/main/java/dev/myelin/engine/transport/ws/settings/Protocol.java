package dev.myelin.engine.transport.ws.settings;

import dev.myelin.engine.session.CloseStatus;
import java.util.List;
import java.util.Optional;

/**
 * What an inbound endpoint agrees to.
 *
 * @param defaultContentType {@code ws.default.content.type}; empty when unset
 * @param shutdown {@code ws.shutdown.status.code} and {@code .message}
 * @param handlers classes of plug-ins
 * @param allowedOrigins {@code ws.allowed.origins}: host names, or {@code *}; empty for that of the request only
 * @param preservedHeaders {@code ws.headers.preserve}: names of handshake headers that go on to the back-end, lower case,
 *     {@code *} as wildcard; empty for none
 * @param negotiation subprotocols and extensions
 * @param passesControlFrames {@code ws.pass.through.control.frames}: whether pings and pongs are mediated
 */
public record Protocol(
        String defaultContentType,
        CloseStatus shutdown,
        Handlers handlers,
        List<String> allowedOrigins,
        List<String> preservedHeaders,
        Negotiation negotiation,
        boolean passesControlFrames) {

    /**
     * Classes of plug-ins.
     *
     * @param subprotocols {@code ws.subprotocol.handler.class}
     * @param pipeline {@code ws.pipeline.handler.class}
     */
    public record Handlers(List<String> subprotocols, Optional<String> pipeline) {
        /** Whether there are none. */
        public boolean isEmpty() {
            return subprotocols.isEmpty() && pipeline.isEmpty();
        }
    }

    /**
     * What handshakes may agree on.
     *
     * @param subprotocols {@code ws.subprotocols}: the only ones that are taken; empty for any
     * @param compression {@code ws.compression}: permessage-deflate (RFC 7692) in the mediated tier
     */
    public record Negotiation(List<String> subprotocols, boolean compression) {}
}
