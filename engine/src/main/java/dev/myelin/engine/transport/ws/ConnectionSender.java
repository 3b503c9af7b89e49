package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.session.GroupDelivery;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.Names;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.session.PushedMessage;
import dev.myelin.engine.session.SessionRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to clients that are connected: {@code connection:ID} to one, {@code connection:group/NAME} to the members of a group.
 * Nothing answers: the message goes on as it was when their connections have got it.
 */
final class ConnectionSender implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSender.class);
    private static final int SCHEME = "connection:".length();
    private static final String GROUP = "group/";
    private static final int GONE = 410;
    private static final int TOO_LARGE = 413;
    private static final int TOO_SLOW = 503;

    private final SessionRegistry registry;

    ConnectionSender(SessionRegistry registry) {
        this.registry = registry;
    }

    @Override
    public boolean send(Exchange exchange, SendRequest request, AsyncCallback callback) {
        try {
            String address = request.address().substring(SCHEME);
            if (address.startsWith(GROUP)) {
                toGroup(Names.check("group", decoded(address.substring(GROUP.length()))), exchange, callback);
            } else {
                toOne(decoded(address), exchange, callback);
            }
            return false;
        } catch (IllegalArgumentException unsound) {
            exchange.setException(Fault.of(ErrorCode.MEDIATION, String.valueOf(unsound.getMessage())));
        } catch (Fault fault) {
            exchange.setException(fault);
        }
        callback.done(true);
        return true;
    }

    private static String decoded(String text) {
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void toOne(String id, Exchange exchange, AsyncCallback callback) {
        LiveSession session = registry.find(id).orElseThrow(() -> gone(shown(id)));
        Outgoing message = Outgoing.of(exchange, "");
        session.push(message.text(), message.content(), result -> done(fault(result, id), exchange, callback));
    }

    private static @Nullable Fault fault(PushResult result, String id) {
        return switch (result) {
            case TAKEN -> null;
            case GONE -> gone(id);
            case TOO_LARGE -> tooLarge("connection " + id);
            case TOO_SLOW ->
                Fault.of(
                                ErrorCode.CONNECTION_TOO_SLOW,
                                "connection " + id + " did not take what was pushed to it, and is closed for that")
                        .withHttpStatus(TOO_SLOW);
        };
    }

    private static Fault gone(String id) {
        return Fault.of(ErrorCode.CONNECTION_GONE, "connection " + id + " is not there (expected: one that is open)")
                .withHttpStatus(GONE);
    }

    private static Fault tooLarge(String to) {
        return Fault.of(ErrorCode.CONNECTION_TOO_LARGE, to + ": the message is larger than ws.max.message.size")
                .withHttpStatus(TOO_LARGE);
    }

    private void toGroup(String group, Exchange exchange, AsyncCallback callback) {
        Outgoing message = Outgoing.of(exchange, "");
        PushedMessage pushed;
        try {
            pushed = PushedMessage.of(message.text(), message.content(), PooledByteBufAllocator.DEFAULT);
        } finally {
            message.content().release();
        }
        registry.send(group, pushed, delivery -> done(fault(delivery, group), exchange, callback));
    }

    /** A group nobody is in is no fault, and neither is a member that left or was too slow. */
    private static @Nullable Fault fault(GroupDelivery delivery, String group) {
        LOG.debug("group {}: {}", group, delivery);
        if (delivery.noRoom()) {
            return Fault.of(
                            ErrorCode.CONNECTION_TOO_SLOW,
                            "group " + group + ": not sent, [websocket] max_buffered has no room for the message")
                    .withHttpStatus(TOO_SLOW);
        }
        return delivery.isTooLarge() ? tooLarge("group " + group) : null;
    }

    private static void done(@Nullable Fault fault, Exchange exchange, AsyncCallback callback) {
        if (fault != null) {
            exchange.setException(fault);
        }
        callback.done(false);
    }

    private static String shown(String id) {
        return id.length() > 64 ? id.substring(0, 64) + "..." : id;
    }
}
