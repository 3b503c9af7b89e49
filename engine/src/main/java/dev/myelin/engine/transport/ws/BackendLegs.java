package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import dev.myelin.engine.transport.ws.settings.Limits;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The back-end side of a session: one leg an identity, the first one primary. Confined to the session's event loop. */
final class BackendLegs {
    private static final Logger LOG = LoggerFactory.getLogger(BackendLegs.class);

    /** A session that wants more has a header that differs in each message, or an address. */
    static final int MAX_LEGS = 16;

    private final WsSession session;
    private final FlushBatch batch;
    private final List<BackendLeg> open = new ArrayList<>(1);
    private final Map<LegIdentity, Opening> opening = new HashMap<>(2);
    private @Nullable BackendLeg primary;
    private boolean closed;
    private long lastRead = System.nanoTime();
    private HttpHeaders refusal = EmptyHttpHeaders.INSTANCE;

    BackendLegs(WsSession session, FlushBatch batch) {
        this.session = session;
        this.batch = batch;
    }

    @Nullable
    BackendLeg primary() {
        return primary;
    }

    /** Whether there was a primary leg that can no longer be written to. */
    boolean primaryLost() {
        BackendLeg first = primary;
        return first != null && !first.leg().isOpen();
    }

    boolean isPrimary(Leg leg) {
        return primary != null && primary.leg() == leg;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Where the open ones lead. */
    List<String> addresses() {
        return open.stream().map(BackendLeg::address).toList();
    }

    /** The headers of the answer of the back-end that last refused a handshake. */
    HttpHeaders refusal() {
        return refusal;
    }

    /** When any bytes last came from any of them. */
    long lastRead() {
        for (BackendLeg each : open) {
            if (each.leg().lastRead() - lastRead > 0) {
                lastRead = each.leg().lastRead();
            }
        }
        return lastRead;
    }

    @Nullable
    BackendLeg of(Leg leg) {
        for (BackendLeg each : open) {
            if (each.leg() == leg) {
                return each;
            }
        }
        return null;
    }

    /** Sends the message of {@code exchange}, opening the leg if there is none; a handshake message only opens. */
    boolean send(Exchange exchange, SessionEvent event, SendRequest request, AsyncCallback callback) {
        LegIdentity identity;
        try {
            identity = session.inbound().services().requests().identity(exchange, request);
        } catch (Fault fault) {
            return fail(exchange, fault, callback);
        }
        BackendLeg leg = find(identity);
        if (leg != null) {
            if (event != SessionEvent.HANDSHAKE) {
                write(exchange, leg);
            }
            callback.done(true);
            return true;
        }
        if (closed || primary != null && isFor(primary.identity(), identity)) {
            return fail(exchange, closed(request.address()), callback);
        }
        Opening sameWay = opening(identity);
        if (sameWay != null) {
            sameWay.waiting.add(result -> opened(exchange, event, request, result, callback));
            return false;
        }
        if (open.size() + opening.size() >= MAX_LEGS) {
            return fail(exchange, tooMany(request.address()), callback);
        }
        return connect(exchange, event, request, identity, callback);
    }

    private static boolean fail(Exchange exchange, Fault fault, AsyncCallback callback) {
        exchange.setException(fault);
        callback.done(true);
        return true;
    }

    private static Fault closed(String address) {
        return Fault.of(ErrorCode.CONNECTION_CLOSED, address + ": the back-end connection is closed");
    }

    private static Fault tooMany(String address) {
        return Fault.of(
                ErrorCode.CONNECTION_FAILED,
                address + ": the session has " + MAX_LEGS
                        + " back-end connections; do address or headers differ in each" + " message?");
    }

    /** A leg under way that further messages wait for: those of the other direction. */
    private static final class Opening {
        private final List<Consumer<ConnectResult>> waiting = new ArrayList<>(1);
        private @Nullable ClientHandshake handshake;
    }

    /** The leg that another message asked for has opened, or has not. */
    private void opened(
            Exchange exchange, SessionEvent event, SendRequest request, ConnectResult result, AsyncCallback callback) {
        if (result instanceof ConnectResult.Refused refused) {
            refuse(exchange, event, refused);
            callback.done(false);
        } else {
            sendLater(exchange, event, request, callback);
        }
    }

    /** The same as {@link #send} where the caller has been told already that it is done later. */
    void sendLater(Exchange exchange, SessionEvent event, SendRequest request, AsyncCallback callback) {
        if (send(exchange, event, request, sync -> callback.done(false))) {
            LOG.trace("{} has sent to {}", session.id(), request.address());
        }
    }

    private boolean connect(
            Exchange exchange, SessionEvent event, SendRequest send, LegIdentity identity, AsyncCallback callback) {
        ConnectRequest request;
        String contentType = BackendRequests.acceptedContentType(exchange);
        try {
            request = session.inbound().services().requests().ofSession(session, exchange, send, contentType);
        } catch (Fault fault) {
            return fail(exchange, fault, callback);
        }
        InboundSettings settings = session.inbound().settings();
        if (event == SessionEvent.HANDSHAKE && settings.dispatch().tier() == InboundSettings.Tier.RELAY) {
            request = request.relaying(Extensions.of(session.request().headers()));
        }
        Opening way = new Opening();
        opening.put(identity, way);
        Reach reach = Reach.of(send, settings.times().backendHandshake());
        way.handshake = session.inbound()
                .services()
                .connector()
                .connect(session.eventLoop(), request, settings.limits(), reach, result -> {
                    opening.remove(identity);
                    connected(exchange, event, identity, contentType, result);
                    callback.done(false);
                    way.waiting.forEach(each -> each.accept(result));
                });
        return false;
    }

    private void connected(
            Exchange exchange, SessionEvent event, LegIdentity identity, String contentType, ConnectResult result) {
        if (result instanceof ConnectResult.Refused refused) {
            refuse(exchange, event, refused);
            return;
        }
        ConnectResult.Connected connected = (ConnectResult.Connected) result;
        InboundSettings settings = session.inbound().settings();
        Leg leg = new Leg(connected.channel(), false, settings.times().close(), batch);
        leg.pause(Leg.Pause.HANDSHAKE);
        FrameHandler.install(leg, session, settings.limits().backend().mediatedMessage(), connected.deflate());
        if (closed) {
            leg.close(new CloseStatus(CloseStatus.GOING_AWAY, ""));
            exchange.setException(Fault.of(ErrorCode.CONNECTION_CLOSED, "the session has ended"));
            return;
        }
        BackendLeg opened = new BackendLeg(
                leg,
                identity,
                contentType.isEmpty() ? settings.protocol().defaultContentType() : contentType,
                connected.subprotocol(),
                connected.headers(),
                new SessionSource(session, SessionEvent.REPLY, identity.address()),
                new SessionSource(session, SessionEvent.READY, identity.address()));
        open.add(opened);
        // Where each message chooses, a back-end that ends is opened anew by the next message for it.
        if (primary == null
                && (event == SessionEvent.HANDSHAKE || !settings.dispatch().chooses())) {
            primary = opened;
        }
        session.legReady(opened);
        if (event != SessionEvent.HANDSHAKE) {
            write(exchange, opened);
        }
    }

    private void refuse(Exchange exchange, SessionEvent event, ConnectResult.Refused refused) {
        refusal = refused.headers();
        exchange.setException(
                event == SessionEvent.HANDSHAKE
                        ? refused.fault().withHttpStatus(refused.httpStatus())
                        : refused.fault());
    }

    private void write(Exchange exchange, BackendLeg leg) {
        if (!leg.leg().isOpen()) {
            exchange.setException(closed(leg.address()));
            return;
        }
        try {
            write(exchange, leg.leg());
        } catch (Fault fault) {
            exchange.setException(fault);
        }
        if (!leg.leg().isWritable()) {
            session.client().leg().pause(Leg.Pause.RECEIVER);
        }
    }

    private void write(Exchange exchange, Leg leg) {
        WebSocketFrame control = ControlFrame.of(exchange);
        if (control != null) {
            leg.control(control);
        } else {
            Outgoing message = Outgoing.of(
                    exchange, session.inbound().settings().protocol().defaultContentType());
            leg.send(message.text(), message.content());
        }
    }

    private static boolean isFor(LegIdentity leg, LegIdentity message) {
        return leg.equals(message) || leg.serves(message);
    }

    /** The leg that was opened for such messages, else the first one that may serve them. */
    private @Nullable BackendLeg find(LegIdentity identity) {
        BackendLeg other = null;
        for (int i = 0; i < open.size(); i++) {
            BackendLeg each = open.get(i);
            if (each.identity().equals(identity)) {
                return each;
            }
            if (other == null && each.identity().serves(identity)) {
                other = each;
            }
        }
        return other;
    }

    private @Nullable Opening opening(LegIdentity identity) {
        Opening same = opening.get(identity);
        if (same != null || opening.isEmpty()) {
            return same;
        }
        for (Map.Entry<LegIdentity, Opening> each : opening.entrySet()) {
            if (each.getKey().serves(identity)) {
                return each.getValue();
            }
        }
        return null;
    }

    void writabilityChanged(Leg client) {
        for (BackendLeg each : open) {
            if (!each.leg().isWritable()) {
                return;
            }
        }
        client.resume(Leg.Pause.RECEIVER);
    }

    void pause(Leg.Pause reason) {
        open.forEach(each -> each.leg().pause(reason));
    }

    void resume(Leg.Pause reason) {
        open.forEach(each -> each.leg().resume(reason));
    }

    /** Bytes that are held of what back-ends send, and for them. */
    long held() {
        long all = 0;
        for (int i = 0; i < open.size(); i++) {
            all += open.get(i).leg().held();
        }
        return all;
    }

    /** Closes all legs, and throws away all that is held. */
    void abandonAll(CloseStatus status) {
        for (BackendLeg each : List.copyOf(open)) {
            each.leg().abandon(status);
        }
    }

    /** Closes all legs; none opens from now on. */
    void closeAll(CloseStatus status) {
        closed = true;
        for (Opening each : List.copyOf(opening.values())) {
            if (each.handshake != null) {
                each.handshake.giveUp();
            }
        }
        for (BackendLeg each : List.copyOf(open)) {
            each.leg().close(status);
        }
    }

    /** A further leg has ended: the next message for it opens it anew. */
    void drop(Leg leg) {
        open.removeIf(each -> each.leg() == leg);
        // It may have been the one that did not take more.
        writabilityChanged(session.client().leg());
    }

    /** What a session may become whose handshake was to be relayed. */
    enum Opened {
        /** One leg: it is relayed. */
        RELAYABLE,
        /** None, or several that agreed to no extension: their messages are mediated. */
        MEDIATED,
        /** Several, of which one agreed to an extension with a client that has several back-ends. */
        CONFLICTING
    }

    /** What the legs that were opened to be relayed allow. */
    Opened opened() {
        if (open.size() == 1) {
            return Opened.RELAYABLE;
        }
        boolean plain =
                open.stream().allMatch(leg -> Extensions.of(leg.headers()).isEmpty());
        return plain ? Opened.MEDIATED : Opened.CONFLICTING;
    }

    /** Reads the frames of legs that were opened to be relayed after all. */
    void mediate() {
        for (BackendLeg each : open) {
            ChannelPipeline pipeline = each.leg().channel().pipeline();
            if (pipeline.get(EarlyBytes.class) != null) {
                Limits limits = session.inbound().settings().limits();
                FrameDecoder decoder = ClientHandshake.decoder(limits, false);
                pipeline.get(FrameHandler.class).decodesFrom(decoder);
                pipeline.addAfter("ws-early", "ws-decoder", decoder);
                pipeline.remove(EarlyBytes.class);
            }
        }
    }

    /** Forgets the only leg, whose connection is relayed from now on; none opens. */
    void giveAway() {
        open.clear();
        primary = null;
        closed = true;
    }

    /** A leg's connection is gone. */
    void gone(Leg leg) {
        open.removeIf(each -> each.leg() == leg);
    }
}
