package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One message to one of several endpoints: those at rest are left out, and another one is tried when sending fails. */
final class GroupSend {
    private static final int UNAVAILABLE = 503;

    private final EndpointProducer producer;
    private final EndpointTable table;
    private final EndpointSettings.Group group;
    private final AtomicInteger turn;
    private final Optional<String> receive;
    private int next;
    private int left;
    private @Nullable Object body;
    private Map<String, Object> headers = Map.of();

    GroupSend(
            EndpointProducer producer,
            EndpointTable table,
            EndpointSettings.Group group,
            AtomicInteger turn,
            Optional<String> receive) {
        this.producer = producer;
        this.table = table;
        this.group = group;
        this.turn = turn;
        this.receive = receive;
    }

    boolean start(Exchange exchange, AsyncCallback callback) {
        int size = group.members().size();
        next = Math.floorMod(group.balance() ? turn.getAndIncrement() : turn.get(), size);
        left = size;
        body = exchange.getMessage().getBody();
        headers = new HashMap<>(exchange.getMessage().getHeaders());
        return attempt(exchange, callback);
    }

    private boolean attempt(Exchange exchange, AsyncCallback callback) {
        while (left > 0) {
            int index = next;
            next = (next + 1) % group.members().size();
            left--;
            try {
                EndpointTable.Entry entry = table.resolve(group.members().get(index));
                if (entry.health().isReady()) {
                    return producer.send(
                            entry, receive, exchange, doneSync -> sent(index, exchange, doneSync, callback));
                }
            } catch (Fault fault) {
                exchange.setException(fault);
            }
        }
        if (exchange.getException() == null) {
            exchange.setException(
                    Fault.of(ErrorCode.ENDPOINTS_NOT_READY, "endpoint: none of " + group.members() + " can be used now")
                            .withHttpStatus(UNAVAILABLE));
        }
        callback.done(true);
        return true;
    }

    private void sent(int index, Exchange exchange, boolean doneSync, AsyncCallback callback) {
        if (exchange.getException() == null) {
            if (group.sticky()) {
                turn.set(index);
            }
            callback.done(doneSync);
        } else if (left > 0 && group.failover() && isOfSender(exchange.getException())) {
            exchange.setException(null);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            attempt(exchange, again -> callback.done(doneSync && again));
        } else {
            callback.done(doneSync);
        }
    }

    /** Faults of what runs after a reply are no reason to send again. */
    private static boolean isOfSender(Exception failure) {
        int code = FaultProperties.faultOf(failure).code();
        return (code >= 101_000 && code < 102_000) || (code >= 303_000 && code < 304_000);
    }
}
