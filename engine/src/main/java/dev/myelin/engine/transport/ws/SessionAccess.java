package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.session.PushedMessage;
import dev.myelin.engine.session.SessionDetails;
import dev.myelin.engine.session.SessionDetails.Traffic;
import dev.myelin.engine.transport.ws.relay.Relay;
import dev.myelin.engine.transport.ws.relay.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others may ask of a session by its id, in either tier. On the session's event loop. */
final class SessionAccess {
    private static final Logger LOG = LoggerFactory.getLogger(SessionAccess.class);
    private static final int MAX_HEADER = 10;

    private SessionAccess() {}

    static SessionDetails details(WsSession session, BackendLegs legs) {
        Leg client = session.client().leg();
        SessionRelay relayed = session.relay();
        Traffic pushed = session.client().pushed();
        long lastRead = client.lastRead();
        Traffic from = client.received();
        Traffic to = client.sent();
        if (relayed != null) {
            Relay relay = relayed.relay();
            lastRead = relay.lastRead(Side.CLIENT);
            from = new Traffic(relay.messages(Side.CLIENT), relay.bytes(Side.CLIENT));
            to = new Traffic(
                    relay.messages(Side.BACKEND) + pushed.messages(), relay.bytes(Side.BACKEND) + pushed.bytes());
        }
        return new SessionDetails(
                session,
                relayed == null ? "mediated" : "relay",
                session.request().headers().get(HttpHeaderNames.USER_AGENT, ""),
                session.subprotocol(),
                Instant.now().minusNanos(System.nanoTime() - lastRead),
                from,
                to,
                relayed == null ? legs.addresses() : List.of(relayed.address()));
    }

    /** Pushes a message from any thread; takes over {@code content}. */
    static void push(WsSession session, boolean text, ByteBuf content, Consumer<PushResult> result) {
        if (!session.client().onLoop(() -> result.accept(push(session, text, content)), content)) {
            result.accept(PushResult.GONE);
        }
    }

    /** Pushes a message that many get. */
    static PushResult push(WsSession session, PushedMessage message) {
        if (message.length() > maxMessage(session)) {
            return PushResult.TOO_LARGE;
        }
        SessionRelay relayed = session.relay();
        if (relayed == null) {
            return session.client().pushNow(message);
        }
        if (!session.isOpen() || !relayed.relay().isClientOpen()) {
            return PushResult.GONE;
        }
        session.client().countPush(message.length());
        return relayed(session, relayed, message.frame());
    }

    private static int maxMessage(WsSession session) {
        return session.inbound().settings().limits().backend().mediatedMessage();
    }

    private static PushResult relayed(WsSession session, SessionRelay relayed, ByteBuf frame) {
        if (relayed.relay().push(frame)) {
            return PushResult.TAKEN;
        }
        tooSlow(session);
        return PushResult.TOO_SLOW;
    }

    /** Pushes a message; takes over {@code content}. */
    private static PushResult push(WsSession session, boolean text, ByteBuf content) {
        if (content.readableBytes() > maxMessage(session)) {
            content.release();
            return PushResult.TOO_LARGE;
        }
        SessionRelay relayed = session.relay();
        if (relayed == null) {
            return session.client().pushNow(new Outgoing(text, content));
        }
        if (!session.isOpen() || !relayed.relay().isClientOpen()) {
            content.release();
            return PushResult.GONE;
        }
        session.client().countPush(content.readableBytes());
        return relayed(session, relayed, frame(session.client().leg().channel().alloc(), text, content));
    }

    /** Closes a session whose client does not take what is pushed to it. */
    static void tooSlow(WsSession session) {
        LOG.warn("{} {}: closed, it does not take what is pushed", session.inboundEndpoint(), session.id());
        session.close(CloseCause.SLOW_CONSUMER, new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "slow consumer"));
    }

    /** An unmasked frame of a whole message (RFC 6455 section 5.2). */
    private static ByteBuf frame(ByteBufAllocator alloc, boolean text, ByteBuf content) {
        ByteBuf header = alloc.buffer(MAX_HEADER);
        PushedMessage.writeHeader(header, text, content.readableBytes());
        return alloc.compositeBuffer(2).addComponent(true, header).addComponent(true, content);
    }
}
