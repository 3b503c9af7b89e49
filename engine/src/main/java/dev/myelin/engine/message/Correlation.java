package dev.myelin.engine.message;

import org.apache.camel.Exchange;

/**
 * How the replies of a WebSocket back-end find the requests that they answer: {@code ws.correlation} of an endpoint, or
 * {@code ws.correlation.request} and {@code ws.correlation.reply}.
 */
public sealed interface Correlation {
    /** The endpoint property that names a preset. */
    String PRESET = "ws.correlation";

    /** The endpoint property whose expression yields the key of a request. */
    String REQUEST = "ws.correlation.request";

    /** The endpoint property whose expression yields the key of a reply. */
    String REPLY = "ws.correlation.reply";

    /** Nothing tells replies apart: a request has a connection for itself until its reply has come. */
    record Lease() implements Correlation {}

    /** By the {@code id} of JSON-RPC. */
    record JsonRpc() implements Correlation {}

    /** By the {@code id} of the {@code graphql-transport-ws} protocol. */
    record GraphQl() implements Correlation {}

    /**
     * By what two expressions yield as text.
     *
     * @param name the text of both, with the namespaces in scope: what makes two of them equal
     * @param request yields the key of a request
     * @param reply yields the key of a message of the back-end; empty for one that is no reply
     * @param contentType of replies whose content type nobody says; empty for none
     */
    record ByExpression(String name, Key request, Key reply, String contentType) implements Correlation {
        /** Yields a key. */
        @FunctionalInterface
        public interface Key {
            /** The text that the expression yields; empty when it finds nothing. */
            String of(Exchange exchange);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ByExpression that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
