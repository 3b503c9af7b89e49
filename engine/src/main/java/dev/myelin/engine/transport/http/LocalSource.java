package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import dev.myelin.engine.message.WebSocketEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A message that a sequence sent to a proxy of the same engine, as the source of that proxy's messages. */
final class LocalSource implements Source {
    private final Call call;
    private @Nullable Reply reply;

    /**
     * The message as it was sent.
     *
     * @param proxy that gets it
     * @param path {@code /services/NAME} with what follows
     * @param method of HTTP
     * @param contentType of its payload
     * @param timeout the longest wait
     * @param caller where the message itself came from
     */
    record Call(ProxySettings proxy, String path, String method, String contentType, Duration timeout, Source caller) {}

    /**
     * What the proxy answered.
     *
     * @param payload usable after its exchange has ended
     * @param headers of the transport
     * @param status of HTTP
     */
    record Reply(Payload payload, Map<String, Object> headers, Object status) {}

    LocalSource(Call call) {
        this.call = call;
    }

    @Override
    public @Nullable Object property(Exchange exchange, Scope scope, String name) {
        if (scope == Scope.AXIS2) {
            return switch (name) {
                case "HTTP_METHOD", "HTTP_METHOD_OBJECT" -> call.method();
                case "ContentType" -> call.contentType().isEmpty() ? null : call.contentType();
                case "messageType" -> call.contentType().isEmpty() ? null : Headers.mediaType(call.contentType());
                case "TransportInURL" -> call.path();
                case "REMOTE_ADDR", "REMOTE_HOST" -> call.caller().property(exchange, scope, name);
                default -> null;
            };
        }
        return scope == Scope.DEFAULT ? synapse(name) : null;
    }

    @Override
    public @Nullable WebSocketEvent event(Exchange exchange) {
        return call.caller().event(exchange);
    }

    private @Nullable Object synapse(String name) {
        return switch (name) {
            case "To", "REST_FULL_REQUEST_PATH" -> call.path();
            case "REST_METHOD" -> call.method();
            case "proxy.name" -> call.proxy().name();
            case "TRANSPORT_IN_NAME" -> "local";
            default -> null;
        };
    }

    @Override
    public synchronized void respond(Exchange exchange) {
        if (reply != null) {
            return;
        }
        Payload payload = Payload.of(exchange);
        Map<String, Object> headers = exchange.getMessage().hasHeaders()
                ? new HashMap<>(exchange.getMessage().getHeaders())
                : Map.of();
        Object status = MessageContext.get(exchange, Scope.AXIS2, "HTTP_SC");
        reply = new Reply(payload.isFrame() ? payload.detached() : payload, headers, status == null ? 200 : status);
    }

    synchronized @Nullable Reply reply() {
        return reply;
    }

    @Override
    public Waiting whenGone(Runnable task) {
        return call.caller().whenGone(task);
    }

    @Override
    public boolean answersOnce() {
        return true;
    }

    @Override
    public Optional<String> replySequence() {
        return call.proxy().replySequence();
    }

    @Override
    public Duration messageTimeout() {
        return call.timeout();
    }
}
