package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.session.SessionDetails;
import dev.myelin.engine.session.SessionDetails.Traffic;
import dev.myelin.engine.transport.ws.relay.Relay;
import dev.myelin.engine.transport.ws.relay.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others may ask of a session by its id, in either tier. On the session's event loop. */
final class SessionAccess {
    private static final Logger LOG = LoggerFactory.getLogger(SessionAccess.class);
    private static final int FIN_TEXT = 0x81;
    private static final int FIN_BINARY = 0x82;
    private static final int MAX_HEADER = 10;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_16 = 0xFFFF;

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
                session.subprotocol(),
                Instant.now().minusNanos(System.nanoTime() - lastRead),
                from,
                to,
                relayed == null ? legs.addresses() : List.of(relayed.address()));
    }

    /** Pushes a message; takes over {@code content}. */
    static PushResult push(WsSession session, boolean text, ByteBuf content) {
        if (content.readableBytes()
                > session.inbound().settings().limits().backend().mediatedMessage()) {
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
        session.client().countPush(content);
        if (relayed.relay().push(frame(session.client().leg().channel().alloc(), text, content))) {
            return PushResult.TAKEN;
        }
        tooSlow(session);
        return PushResult.TOO_SLOW;
    }

    /** Closes a session whose client does not take what is pushed to it. */
    static void tooSlow(WsSession session) {
        LOG.warn("{} {}: closed, it does not take what is pushed", session.inboundEndpoint(), session.id());
        session.close(CloseCause.SLOW_CONSUMER, new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "slow consumer"));
    }

    /** An unmasked frame of a whole message (RFC 6455 section 5.2). */
    private static ByteBuf frame(ByteBufAllocator alloc, boolean text, ByteBuf content) {
        int length = content.readableBytes();
        ByteBuf header = alloc.buffer(MAX_HEADER).writeByte(text ? FIN_TEXT : FIN_BINARY);
        if (length < LENGTH_16) {
            header.writeByte(length);
        } else if (length <= MAX_16) {
            header.writeByte(LENGTH_16).writeShort(length);
        } else {
            header.writeByte(LENGTH_64).writeLong(length);
        }
        return alloc.compositeBuffer(2).addComponent(true, header).addComponent(true, content);
    }
}
