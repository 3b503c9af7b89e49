package dev.myelin.engine.mediator.endpoint.wsdl;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.Source;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultExchange;

/** Gets a document over HTTP, with the limits of the sender, without a thread that waits. */
public final class WsdlFetch {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> PROPERTIES = Map.of(SendRequest.METHOD, "GET");

    private WsdlFetch() {}

    /** The text at {@code uri}; fails with a {@link Fault}. */
    public static CompletableFuture<String> text(String uri, Sender http, CamelContext context) {
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
