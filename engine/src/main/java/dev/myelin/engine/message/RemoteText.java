package dev.myelin.engine.message;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultExchange;

/** Gets a text document over HTTP, with the limits of the sender, without a thread that waits. */
public final class RemoteText {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> PROPERTIES = Map.of(SendRequest.METHOD, "GET");

    private RemoteText() {}

    /** The text at {@code uri}; fails with a {@link Fault}. */
    public static CompletableFuture<String> get(String uri, Sender http, CamelContext context) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Exchange call = new DefaultExchange(context, ExchangePattern.InOut);
        MessageContext.attach(call, Source.NONE);
        call.getMessage().setBody(Payload.empty());
        SendRequest request =
                new SendRequest(uri, SendRequest.Mode.CALL, LIMIT, Optional.empty(), Optional.empty(), PROPERTIES);
        http.send(call, request, doneSync -> {
            try {
                text.complete(read(call));
            } catch (RuntimeException e) {
                text.completeExceptionally(e);
            }
        });
        return text;
    }

    private static String read(Exchange call) {
        if (call.getException() != null) {
            throw FaultProperties.faultOf(call.getException());
        }
        Object status = MessageContext.get(call, Scope.AXIS2, "HTTP_SC");
        if (!"200".equals(String.valueOf(status))) {
            throw Fault.of(ErrorCode.SENDER_IO_RECEIVING, "it answered " + status);
        }
        return Payload.of(call).text();
    }
}
