package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source of frames of a pooled back-end connection that nobody waits for. */
final class PoolSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(PoolSource.class);

    private final String address;
    private final LongAdder unanswered = new LongAdder();

    PoolSource(String address) {
        this.address = address;
    }

    @Override
    public @Nullable Object property(Exchange exchange, Scope scope, String name) {
        return switch (name) {
            case "websocket.subscriber.path" -> address;
            case "isInbound" -> Boolean.TRUE;
            case "websocket.event.type" -> SessionEvent.REPLY.type();
            case "websocket.text.frame.present" -> isFrame(exchange, Payload.Kind.TEXT);
            case "websocket.binary.frame.present" -> isFrame(exchange, Payload.Kind.BINARY);
            default -> null;
        };
    }

    private static boolean isFrame(Exchange exchange, Payload.Kind kind) {
        Payload payload = Payload.of(exchange);
        return payload.isFrame() && payload.kind() == kind;
    }

    @Override
    public void respond(Exchange exchange) {
        unanswered.increment();
        LOG.debug("{}: respond to a frame that nobody waits for", address);
    }

    @Override
    public Optional<String> replySequence() {
        return Optional.empty();
    }
}
