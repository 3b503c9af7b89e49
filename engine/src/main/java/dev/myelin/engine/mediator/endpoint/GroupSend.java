package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.mediator.endpoint.EndpointSettings.Group;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One message to one of several endpoints: those at rest are left out, and another one is tried when sending fails. */
final class GroupSend {
    private static final int UNAVAILABLE = 503;

    private final EndpointProducer producer;
    private final EndpointTable table;
    private final EndpointTable.Entry entry;
    private final Group group;
    private final Wish wish;
    private int next;
    private int left;
    private List<String> client = List.of();
    private @Nullable Object body;
    private Map<String, Object> headers = Map.of();

    GroupSend(EndpointProducer producer, EndpointTable table, EndpointTable.Entry entry, Group group, Wish wish) {
        this.producer = producer;
        this.table = table;
        this.entry = entry;
        this.group = group;
        this.wish = wish;
    }

    boolean start(Exchange exchange, AsyncCallback callback) {
        left = group.members().size();
        next = first(exchange);
        body = exchange.getMessage().getBody();
        headers = new HashMap<>(exchange.getMessage().getHeaders());
        return attempt(exchange, callback);
    }

    private int first(Exchange exchange) {
        SessionAffinity sessions = entry.sessions();
        if (sessions != null) {
            client = sessions.idsOf(exchange);
            String bound = sessions.member(exchange);
            int index = bound == null ? -1 : group.members().indexOf(bound);
            if (index >= 0) {
                return index;
            }
        }
        return switch (group.choice()) {
            case FIRST -> 0;
            case LAST_GOOD -> entry.turn().get();
            case ROUND -> inTurn(entry.turn().getAndIncrement());
        };
    }

    private int inTurn(int turn) {
        if (group.weights().isEmpty()) {
            return Math.floorMod(turn, group.members().size());
        }
        int total = group.weights().stream().mapToInt(Integer::intValue).sum();
        int place = Math.floorMod(turn, total);
        int index = 0;
        while (place >= group.weights().get(index)) {
            place -= group.weights().get(index);
            index++;
        }
        return index;
    }

    private boolean attempt(Exchange exchange, AsyncCallback callback) {
        while (left > 0) {
            int index = next;
            next = (next + 1) % group.members().size();
            left--;
            try {
                EndpointTable.Entry member = table.resolve(group.members().get(index));
                if (member.health().isReady()) {
                    exchange.setException(null); // of a member that is not there
                    return producer.send(
                            member,
                            wish(index),
                            exchange,
                            doneSync -> sent(index, member, exchange, doneSync, callback));
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

    private Wish wish(int index) {
        SessionAffinity sessions = entry.sessions();
        if (sessions == null) {
            return wish;
        }
        return wish.checkedBy((status, reply) -> {
            sessions.answered(reply, group.members().get(index));
            return true;
        });
    }

    private void sent(
            int index, EndpointTable.Entry member, Exchange exchange, boolean doneSync, AsyncCallback callback) {
        if (exchange.getException() == null) {
            worked(index);
            callback.done(doneSync);
        } else if (left > 0 && group.failover() && isWorthAnother(member, exchange.getException())) {
            exchange.setException(null);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            attempt(exchange, again -> callback.done(doneSync && again));
        } else {
            callback.done(doneSync);
        }
    }

    private void worked(int index) {
        if (group.choice() == Group.Choice.LAST_GOOD) {
            entry.turn().set(index);
        }
        SessionAffinity sessions = entry.sessions();
        if (sessions != null) {
            sessions.sent(client, group.members().get(index));
        }
    }

    /** Faults of what runs after a reply are no reason to send again. */
    private static boolean isWorthAnother(EndpointTable.Entry member, Exception failure) {
        int code = FaultProperties.faultOf(failure).code();
        boolean ofSender = (code >= 101_000 && code < 102_000) || (code >= 303_000 && code < 304_000);
        return ofSender && member.settings().options().retry().isWanted(code);
    }
}
