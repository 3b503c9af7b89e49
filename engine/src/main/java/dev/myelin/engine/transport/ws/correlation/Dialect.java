package dev.myelin.engine.transport.ws.correlation;

import dev.myelin.engine.message.Correlation;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Tells the requests and replies apart that share a connection. Knows of no connection; thread-safe. */
public interface Dialect {
    /** The content type of JSON. */
    String JSON = "application/json";

    /**
     * What the message of a caller asks for. Throws a {@link dev.myelin.engine.message.Fault} with status 400 when
     * nobody could tell its reply.
     *
     * @param exchange of the message
     * @param content the bytes of its payload; nobody changes them
     */
    Request request(Exchange exchange, byte[] content);

    /**
     * What a message of the back-end is.
     *
     * @param probe an exchange to look at it with, whose body may be changed
     * @param text whether its opcode is text
     * @param contentType of the back-end's messages; empty when unknown
     */
    Incoming read(Exchange probe, byte[] content, boolean text, String contentType);

    /** Whether what is sent is text, whatever the content type of the caller says. */
    default boolean isText() {
        return false;
    }

    /** The subprotocol that the back-end must choose; empty for none. */
    default Optional<String> subprotocol() {
        return Optional.empty();
    }

    /** What is sent first on a connection, which takes requests once it was answered; empty for nothing. */
    default Optional<byte[]> greeting() {
        return Optional.empty();
    }

    /** What tells the back-end that nobody waits for replies to the request {@code number}; empty for nothing. */
    default Optional<byte[]> cancel(long number) {
        return Optional.empty();
    }

    /** The dialect of {@code correlation}; empty where a request has a connection for itself. */
    static Optional<Dialect> of(Correlation correlation) {
        if (correlation instanceof Correlation.ByExpression byExpression) {
            return Optional.of(new ExpressionDialect(byExpression));
        }
        if (correlation instanceof Correlation.GraphQl) {
            return Optional.of(new GraphQlDialect());
        }
        return correlation instanceof Correlation.JsonRpc ? Optional.of(new JsonRpcDialect()) : Optional.empty();
    }
}
