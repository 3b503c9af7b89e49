package dev.myelin.engine.mediator.function;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <handshakeHeaders/>}: the headers of the session's handshake become those of the message. */
public final class HandshakeHeadersMediator implements Processor {
    /** What is about one connection or one body, and what the engine says of clients itself. */
    private static final Set<String> LEFT_OUT = Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Set<String> LEFT_OUT_BY_START = Set.of("camel", "sec-websocket-");

    /** What back-ends take as said by the engine. */
    private static final Set<String> SAID_BY_ENGINE =
            Set.of("x-forwarded-", "x-websocket-", "x-yc-apigateway-websocket-");

    /**
     * Whether back-ends believe such a header because the engine alone sets it: of events, and of the way a client came.
     *
     * @param name in lower case
     */
    static boolean isSaidByEngine(String name) {
        return name.equals("forwarded") || SAID_BY_ENGINE.stream().anyMatch(name::startsWith);
    }

    @Override
    public void process(Exchange exchange) {
        for (Map.Entry<String, String> header :
                MessageContext.of(exchange).source().requestHeaders()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!LEFT_OUT.contains(name)
                    && !isSaidByEngine(name)
                    && LEFT_OUT_BY_START.stream().noneMatch(name::startsWith)) {
                MessageContext.set(exchange, Scope.TRANSPORT, header.getKey(), header.getValue());
            }
        }
    }
}
