package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.session.PushedMessage;
import dev.myelin.engine.session.SessionDetails;
import dev.myelin.engine.session.SessionState;
import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.limits.SessionTimers;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import dev.myelin.engine.transport.ws.settings.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client connection with its back-end legs, from the handshake to the end of both. Everything happens on the event loop
 * of the client's connection, which all legs share; methods that other threads may call say so.
 *
 * <p>Two pumps keep the order: one for what comes from the client, one for what comes from back-ends.
 */
final class WsSession implements LiveSession, LegListener {
    private static final Logger LOG = LoggerFactory.getLogger(WsSession.class);

    private final Inbound inbound;
    private final Channel channel;
    private final ServerHandshake handshake;
    private final UpgradeRequest request;
    private final HandshakeProperties properties;
    private final String id;
    private final Instant connectedAt = Instant.now();
    private final FlushBatch batch;
    private final ClientLink client;
    private final BackendLegs legs;
    private final Pump fromClient;
    private final Pump fromBackends;
    private final SessionSource messages;
    private final SessionBuffers buffers;
    private final SessionEnding ending;
    private @Nullable SessionTimers timers;
    private volatile SessionState state = SessionState.begin();
    private volatile CloseStatus end = CloseStatus.EMPTY;
    private volatile String subprotocol = "";
    private String contentType = "";
    private volatile HandshakeOutcome outcome = new HandshakeOutcome.Accept("");
    private @Nullable SessionRelay relay;

    WsSession(
            Inbound inbound,
            Channel channel,
            ServerHandshake handshake,
            UpgradeRequest request,
            Map<String, String> variables) {
        this.inbound = inbound;
        this.channel = channel;
        this.handshake = handshake;
        this.request = request;
        this.properties = new HandshakeProperties(request, variables);
        TlsConnections.peerName(channel).ifPresent(name -> properties.put("websocket.principal", name));
        this.id = inbound.services().ids().next();
        EventLoop loop = channel.eventLoop();
        this.batch = new FlushBatch(loop);
        this.client = new ClientLink(this, channel, batch);
        this.legs = new BackendLegs(this, batch);
        Limits limits = inbound.settings().limits();
        this.fromClient = new Pump(
                loop,
                limits.readAhead().messages(),
                limits.readAhead().bytes(),
                () -> client.leg().pause(Leg.Pause.READ_AHEAD),
                () -> client.leg().resume(Leg.Pause.READ_AHEAD));
        this.fromBackends = new Pump(
                loop,
                limits.readAhead().messages(),
                limits.readAhead().bytes(),
                () -> legs.pause(Leg.Pause.READ_AHEAD),
                () -> legs.resume(Leg.Pause.READ_AHEAD));
        this.messages = new SessionSource(this, SessionEvent.MESSAGE, request.uri());
        fromBackends.hold();
        this.buffers = new SessionBuffers(this, client, legs, fromClient, fromBackends);
        this.ending = new SessionEnding(this, legs, fromClient, fromBackends);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String inboundEndpoint() {
        return inbound.name();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public Instant connectedAt() {
        return connectedAt;
    }

    @Override
    public String peerAddress() {
        return request.peerAddress();
    }

    @Override
    public void describe(Consumer<SessionDetails> taker) {
        client.onLoop(() -> taker.accept(SessionAccess.details(this, legs)));
    }

    @Override
    public void push(boolean text, ByteBuf content, Consumer<PushResult> result) {
        SessionAccess.push(this, text, content, result);
    }

    @Override
    public PushResult push(PushedMessage message) {
        return SessionAccess.push(this, message);
    }

    @Override
    public SessionState state() {
        return state;
    }

    /** The code and reason that ended the session; empty while it lives. */
    CloseStatus end() {
        return end;
    }

    Inbound inbound() {
        return inbound;
    }

    UpgradeRequest request() {
        return request;
    }

    String subprotocol() {
        return subprotocol;
    }

    HandshakeProperties properties() {
        return properties;
    }

    @Override
    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    ClientLink client() {
        return client;
    }

    /** What its frames pass through; null when they become messages. */
    @Nullable
    SessionRelay relay() {
        return relay;
    }

    boolean isOpen() {
        return state instanceof SessionState.Open;
    }

    /** The client does not take what is sent to it: whoever caused that is not read from for a while. */
    void clientIsFull(SessionEvent event) {
        if (event == SessionEvent.REPLY) {
            legs.pause(Leg.Pause.RECEIVER);
        } else {
            client.leg().pause(Leg.Pause.OWN_ANSWERS);
        }
    }

    /** Runs the handshake message; the client waits for the outcome. */
    void begin() {
        Optional<HttpReply> refusal = client.refusal();
        if (refusal.isPresent()) {
            refuse(refusal.get(), CloseCause.HANDSHAKE_REFUSED);
            return;
        }
        SessionSource source = new SessionSource(this, SessionEvent.HANDSHAKE, request.uri());
        fromClient.offer(new MessageJob(inbound.route(SessionEvent.HANDSHAKE), source, this::handshakeDone));
    }

    private void handshakeDone(@Nullable Exchange exchange) {
        if (!(state instanceof SessionState.Handshaking)) {
            return;
        }
        if (exchange == null) {
            refuse(HttpReply.of(503, "the inbound endpoint is not running"), CloseCause.HANDSHAKE_REFUSED);
            return;
        }
        Fault fault = MessageContext.of(exchange).fault();
        HandshakeOutcome result = fault == null ? outcome : HandshakeOutcome.ofFault(exchange, fault);
        if (result instanceof HandshakeOutcome.Refuse refusal) {
            if (fault != null && fault.httpStatus().orElse(0) == refusal.reply().status()) {
                HandshakeHeaders.addRefusal(legs.refusal(), refusal.reply().headers());
            }
            refuse(refusal.reply(), CloseCause.HANDSHAKE_REFUSED);
        } else if (legs.primaryLost()) {
            refuse(HttpReply.of(502, "back-end connection lost"), CloseCause.BACKEND_LOST);
        } else if (relays() && legs.opened() == BackendLegs.Opened.CONFLICTING) {
            refuse(HttpReply.of(502, "an extension with one of several back-ends"), CloseCause.HANDSHAKE_REFUSED);
        } else {
            accept(result instanceof HandshakeOutcome.Accept accepted ? accepted.subprotocol() : "");
            if (result instanceof HandshakeOutcome.AcceptAndClose close) {
                close(CloseCause.SEQUENCE, close.status());
            }
        }
    }

    private void accept(String ofSequence) {
        handshake.answer();
        BackendLeg primary = legs.primary();
        String chosen = primary == null || primary.subprotocol().isEmpty() ? ofSequence : primary.subprotocol();
        Subprotocols.Choice choice = Subprotocols.choose(client.offeredSubprotocols(), chosen, client.handlers());
        subprotocol = choice.subprotocol();
        contentType = choice.contentType().isEmpty()
                ? inbound.settings().protocol().defaultContentType()
                : choice.contentType();
        state = new SessionState.Handshaking().open();
        inbound.services().registry().add(this);
        inbound.joined(this);
        LOG.debug("{} {} open: {} from {}", inbound.name(), id, request.uri(), request.peerAddress());
        if (relays() && legs.opened() == BackendLegs.Opened.RELAYABLE && primary != null) {
            relay = new SessionRelay(this, channel, primary, buffers);
        } else {
            legs.mediate();
        }
        client.open(primary, subprotocol);
        if (relay != null) {
            legs.giveAway();
        }
        fromBackends.release();
        legs.resume(Leg.Pause.HANDSHAKE);
        batch.run();
        if (isOpen()) {
            timers = new SessionWatch(this, client.leg(), legs).start();
        }
        if (inbound.gate().isClosed()) {
            // The end has begun meanwhile, and perhaps without this session.
            CloseCause cause = inbound.gate().isShut() ? CloseCause.UNDEPLOYED : CloseCause.SHUTDOWN;
            close(cause, inbound.settings().protocol().shutdown());
        }
    }

    private boolean relays() {
        return inbound.settings().dispatch().tier() == InboundSettings.Tier.RELAY;
    }

    private void refuse(HttpReply reply, CloseCause cause) {
        handshake.answer();
        endBeforeOpen(cause);
        reply.writeTo(channel);
    }

    /** Refuses the client if it still waits for its answer. */
    void giveUpHandshake(HttpReply reply, CloseCause cause) {
        if (state instanceof SessionState.Handshaking) {
            refuse(reply, cause);
        }
    }

    /** The client hung up before it got an answer. */
    void clientLeftDuringHandshake() {
        if (state instanceof SessionState.Handshaking) {
            endBeforeOpen(CloseCause.CLIENT_LOST);
        }
    }

    private void endBeforeOpen(CloseCause cause) {
        state = new SessionState.Handshaking().refuse(cause, CloseStatus.EMPTY);
        inbound.services().registry().refused(this, cause);
        fromBackends.discard();
        legs.closeAll(new CloseStatus(CloseStatus.GOING_AWAY, "client did not connect"));
        LOG.debug("{} {} refused: {}", inbound.name(), id, cause);
    }

    /** A back-end leg has opened: the out sequence hears of it before any of its messages, though not before the 101. */
    void legReady(BackendLeg leg) {
        fromBackends.offer(new MessageJob(inbound.route(SessionEvent.READY), leg.ready(), Payload.empty(), null));
        if (fromBackends.isFull()) {
            leg.leg().pause(Leg.Pause.READ_AHEAD);
        }
        if (!(state instanceof SessionState.Handshaking)) {
            leg.leg().resume(Leg.Pause.HANDSHAKE);
        }
    }

    @Override
    public void onMessage(Leg leg, boolean text, ByteBuf content) {
        if (leg == client.leg()) {
            // After the end has begun nothing may follow the terminate message.
            if (isOpen() && client.passesHandlers(text, content)) {
                Payload payload = Payload.ofFrame(content, text, contentType);
                fromClient.offer(new MessageJob(inbound.route(SessionEvent.MESSAGE), messages, payload, content));
            } else {
                content.release();
            }
            return;
        }
        BackendLeg from = legs.of(leg);
        if (from == null || state instanceof SessionState.Closed) {
            content.release();
            return;
        }
        Payload payload = Payload.ofFrame(content, text, from.contentType());
        fromBackends.offer(new MessageJob(inbound.route(SessionEvent.REPLY), from.replies(), payload, content));
    }

    /** With {@code ws.pass.through.control.frames}: in order with the messages of its direction. */
    @Override
    public boolean onControl(Leg leg, ControlFrame kind, ByteBuf content) {
        if (!inbound.settings().protocol().passesControlFrames()) {
            return false;
        }
        BackendLeg from = legs.of(leg);
        if (leg == client.leg() && isOpen()) {
            fromClient.offer(kind.message(this, SessionEvent.MESSAGE, request.uri(), content));
        } else if (from != null && !(state instanceof SessionState.Closed)) {
            fromBackends.offer(kind.message(this, SessionEvent.REPLY, from.address(), content));
        } else {
            content.release();
        }
        return true;
    }

    @Override
    public void onClose(Leg leg, CloseStatus status) {
        if (leg == client.leg()) {
            end(CloseCause.CLIENT_CLOSED, status);
        } else {
            backendEnded(leg, CloseCause.BACKEND_CLOSED, status);
        }
    }

    @Override
    public void onViolation(Leg leg, CloseStatus status) {
        CloseCause cause = violation(leg == client.leg(), status);
        if (leg == client.leg()) {
            end(cause, status);
        } else {
            backendEnded(leg, cause, new CloseStatus(CloseStatus.ABNORMAL, ""));
        }
    }

    /** Logs that a side broke the protocol or a limit; which cause that is. */
    private CloseCause violation(boolean ofClient, CloseStatus status) {
        CloseCause cause = CloseCause.ofViolation(status, ofClient);
        String side = ofClient ? "client" : "back-end";
        LOG.warn(
                "{} {}: {} of the {} ({} {})", inbound.name(), id, cause, side, status.code(), LegListener.why(status));
        return cause;
    }

    /** The relay has passed on a close frame. */
    void relayClosed(boolean byClient, CloseStatus status) {
        end(byClient ? CloseCause.CLIENT_CLOSED : CloseCause.BACKEND_CLOSED, status);
    }

    /** The relay has found a side to break the protocol or a limit. */
    void relayViolated(boolean byClient, CloseStatus status) {
        end(violation(byClient, status), status);
    }

    /** A connection of the relay has been lost. */
    void relayLost(boolean ofClient) {
        end(ofClient ? CloseCause.CLIENT_LOST : CloseCause.BACKEND_LOST, new CloseStatus(CloseStatus.ABNORMAL, ""));
    }

    @Override
    public void onGone(Leg leg) {
        if (leg == client.leg()) {
            client.gone();
            end(CloseCause.CLIENT_LOST, new CloseStatus(CloseStatus.ABNORMAL, ""));
        } else {
            backendEnded(leg, CloseCause.BACKEND_LOST, new CloseStatus(CloseStatus.ABNORMAL, ""));
            legs.gone(leg);
        }
        finishIfDone();
    }

    @Override
    public void onReadEnd(Leg leg) {
        buffers.count();
    }

    @Override
    public void onWritability(Leg leg) {
        buffers.writabilityChanged(leg);
        if (leg == client.leg()) {
            client.writabilityChanged(legs);
        } else {
            legs.writabilityChanged(client.leg());
        }
    }

    private void backendEnded(Leg leg, CloseCause cause, CloseStatus status) {
        if (legs.isPrimary(leg)) {
            end(cause, status);
        } else {
            legs.drop(leg);
        }
    }

    /** May be called from any thread. */
    @Override
    public void close(CloseCause cause, CloseStatus status) {
        client.onLoop(() -> end(cause, status));
    }

    /** The first reason to end wins; what was read before it is still delivered. */
    private void end(CloseCause cause, CloseStatus status) {
        if (!(state instanceof SessionState.Open open)) {
            return;
        }
        end = status;
        state = open.close(cause, status);
        inbound.left(this);
        if (timers != null) {
            timers.stop();
        }
        LOG.debug("{} {} ends: {} {} {}", inbound.name(), id, cause, status.code(), status.reason());
        ending.begin(cause, status);
    }

    /** Ends the session when nothing of it is left. */
    void finishIfDone() {
        boolean gone = relay == null
                ? client.isGone() && legs.isEmpty()
                : relay.relay().isGone();
        if (state instanceof SessionState.Closing closing && ending.isTold() && gone) {
            state = closing.closed();
            buffers.release();
            inbound.services().registry().remove(this, closing.cause());
            LOG.debug("{} {} closed: {}", inbound.name(), id, closing.cause());
        }
    }

    /** {@code respond} of a message of this session; may be called from any thread. */
    void respond(Exchange exchange, SessionEvent event) {
        switch (event) {
            case HANDSHAKE -> outcome = HandshakeOutcome.ofRespond(exchange);
            // MI: nothing is sent for the message that says a leg is open.
            case READY, TERMINATE -> LOG.debug("{} {}: respond where nobody waits", inbound.name(), id);
            case MESSAGE, REPLY -> client.respond(exchange, event);
        }
    }

    /** {@code send} of a message of this session to a WebSocket back-end; may be called from any thread. */
    boolean sendToBackend(Exchange exchange, SessionEvent event, SendRequest request, AsyncCallback callback) {
        if (event == SessionEvent.TERMINATE || event == SessionEvent.READY) {
            callback.done(true);
            return true;
        }
        if (eventLoop().inEventLoop()) {
            return legs.send(exchange, event, request, callback);
        }
        eventLoop().execute(() -> legs.sendLater(exchange, event, request, callback));
        return false;
    }
}
