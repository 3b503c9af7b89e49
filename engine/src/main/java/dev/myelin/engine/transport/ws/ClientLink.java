package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.EventFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Source;
import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.session.PushedMessage;
import dev.myelin.engine.session.SessionDetails.Traffic;
import dev.myelin.engine.session.SessionState;
import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.deflate.DeflateAgreement;
import dev.myelin.engine.transport.ws.deflate.PermessageDeflate;
import dev.myelin.engine.transport.ws.deflate.Zlib;
import dev.myelin.engine.transport.ws.relay.Side;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import dev.myelin.engine.transport.ws.settings.Limits;
import dev.myelin.engine.transport.ws.spi.Connection;
import dev.myelin.engine.transport.ws.spi.PipelineHandler;
import dev.myelin.engine.transport.ws.spi.SubprotocolHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's side of a session: its leg, its plug-ins, what is sent and pushed to it. */
final class ClientLink implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(ClientLink.class);

    private final WsSession session;
    private final Channel channel;
    /** Of a connection that is gone, nothing can be asked any more. */
    private final boolean secure;

    private final Leg leg;
    private final PushQueue pushes;
    private final List<SubprotocolHandler> handlers;
    private final @Nullable PipelineHandler pipelineHandler;
    private @Nullable SubprotocolHandler chosenHandler;
    private Optional<DeflateAgreement> deflate = Optional.empty();
    private long pushedMessages;
    private long pushedBytes;
    private boolean gone;

    ClientLink(WsSession session, Channel channel, FlushBatch batch) {
        this.session = session;
        this.channel = channel;
        this.secure = TlsConnections.isSecure(channel);
        InboundSettings settings = session.inbound().settings();
        this.leg = new Leg(channel, true, settings.times().close(), batch);
        this.pushes = new PushQueue(settings.limits().push());
        Inbound.Plugins plugins = session.inbound().plugins();
        this.handlers = plugins.subprotocols().stream().map(Supplier::get).toList();
        this.pipelineHandler = plugins.pipeline().map(Supplier::get).orElse(null);
    }

    Leg leg() {
        return leg;
    }

    /** Has {@code task} run when the connection is lost before its end has begun. */
    Source.Waiting whenLost(Runnable task) {
        ChannelFutureListener listener = closed -> {
            if (!(session.state() instanceof SessionState.Closing)
                    && !(session.state() instanceof SessionState.Closed)) {
                task.run();
            }
        };
        channel.closeFuture().addListener(listener);
        return () -> channel.closeFuture().removeListener(listener);
    }

    /** Whether the client came by TLS. */
    boolean isSecure() {
        return secure;
    }

    /** What the client offered and the inbound endpoint allows, best first. */
    List<String> offeredSubprotocols() {
        return Subprotocols.allowed(
                session.request().subprotocols(),
                session.inbound().settings().protocol().negotiation().subprotocols());
    }

    /** The subprotocols that plug-ins handle. */
    List<String> handlers() {
        return handlers.stream().map(SubprotocolHandler::subprotocol).toList();
    }

    /** Whether the client is refused before any sequence runs: for a malformed offer, or by a plug-in. */
    Optional<HttpReply> refusal() {
        try {
            negotiateExtensions();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(HttpReply.of(400, String.valueOf(malformed.getMessage())));
        }
        PipelineHandler handler = pipelineHandler;
        return handler == null
                ? Optional.empty()
                : handler.onHandshake(this).map(refusal -> HttpReply.of(refusal.status(), refusal.text()));
    }

    private void negotiateExtensions() {
        if (session.inbound().settings().deflates()) {
            deflate = PermessageDeflate.answer(
                    session.request().headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS),
                    session.inbound().services().zlib().hasRoom());
        }
    }

    /** Whether a message of the client goes on to the sequences. */
    boolean passesHandlers(boolean text, ByteBuf content) {
        PipelineHandler pipeline = pipelineHandler;
        SubprotocolHandler handler = chosenHandler;
        if (pipeline == null && handler == null) {
            return true;
        }
        return (pipeline == null
                        || pipeline.onMessage(this, text, content.nioBuffer().asReadOnlyBuffer()))
                && (handler == null
                        || handler.onMessage(this, text, content.nioBuffer().asReadOnlyBuffer()));
    }

    /** Sends the 101 and turns the connection into frames. */
    void open(@Nullable BackendLeg primary, String subprotocol) {
        chosenHandler = handlers.stream()
                .filter(handler -> handler.subprotocol().equals(subprotocol))
                .findFirst()
                .orElse(null);
        Limits limits = session.inbound().settings().limits();
        channel.config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(
                        limits.waterMarks().low(), limits.waterMarks().high()));
        channel.write(switchingProtocols(primary, subprotocol), channel.voidPromise());
        channel.flush();
        SessionRelay relay = session.relay();
        if (relay == null) {
            addCodecs(limits);
        } else {
            channel.pipeline().remove(HttpServerCodec.class);
            relay.begin();
        }
        channel.pipeline().remove(ServerHandshake.class);
        if (relay == null || relay.relay().isHeard(Side.CLIENT)) {
            channel.config().setAutoRead(true);
        }
    }

    private void addCodecs(Limits limits) {
        channel.pipeline()
                .addLast("ws-encoder", new WebSocket13FrameEncoder(false))
                .addLast(
                        "ws-decoder",
                        new FrameDecoder(WebSocketDecoderConfig.newBuilder()
                                .maxFramePayloadLength(
                                        deflate.isPresent()
                                                ? limits.client().deflatedFrame()
                                                : limits.client().mediatedFrame())
                                .expectMaskedFrames(true)
                                .allowMaskMismatch(false)
                                .allowExtensions(deflate.isPresent())
                                .closeOnProtocolViolation(false)
                                .withUTF8Validator(false)
                                .build()));
        Zlib zlib = session.inbound().services().zlib();
        FrameHandler.install(
                leg,
                session,
                limits.client().mediatedMessage(),
                deflate.map(agreed -> zlib.codec(channel.eventLoop(), agreed)));
        channel.pipeline().remove(HttpServerCodec.class);
    }

    private HttpResponse switchingProtocols(@Nullable BackendLeg primary, String subprotocol) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        HttpHeaders headers = response.headers();
        if (primary != null) {
            HandshakeHeaders.addAnswer(primary.headers(), headers);
        }
        headers.set(HttpHeaderNames.UPGRADE, "websocket");
        headers.set(HttpHeaderNames.CONNECTION, "Upgrade");
        headers.set(
                HttpHeaderNames.SEC_WEBSOCKET_ACCEPT,
                Handshake.accept(session.request().key()));
        headers.set("X-Websocket-Connection-Id", session.id());
        if (session.inbound().settings().events().format() == EventFormat.YANDEX) {
            headers.set("X-Yc-Apigateway-Websocket-Connection-Id", session.id());
        }
        if (!subprotocol.isEmpty()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol);
        }
        if (session.relay() != null && primary != null) {
            headers.add(
                    HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
                    primary.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        }
        deflate.ifPresent(agreed -> headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, agreed.answer()));
        return response;
    }

    /** {@code respond}: to this client, or by the broadcast level to all of its path; may be called from any thread. */
    void respond(Exchange exchange, SessionEvent event) {
        CloseStatus close = HandshakeOutcome.closeRequested(exchange);
        if (close != null) {
            session.close(CloseCause.SEQUENCE, close);
            return;
        }
        WebSocketFrame control = ControlFrame.of(exchange);
        if (control != null) {
            onLoop(() -> answer(control, event));
            return;
        }
        if (isNothing(Payload.of(exchange))) {
            LOG.debug("{}: respond without content, nothing to send", session.id());
            return;
        }
        Inbound inbound = session.inbound();
        Outgoing message = Outgoing.of(exchange, inbound.settings().protocol().defaultContentType());
        int level = inbound.settings().dispatch().broadcastLevel();
        if (level == 0) {
            onLoop(() -> answer(message, event), message.content());
            return;
        }
        for (WsSession each : inbound.sessions(session.path())) {
            if (level == 1 || each != session) {
                each.client()
                        .push(new Outgoing(message.text(), message.content().retainedDuplicate()));
            }
        }
        message.content().release();
    }

    /** Whether there is nothing to send: an HTTP answer without a body. A frame without content is a message. */
    private static boolean isNothing(Payload payload) {
        return !payload.isFrame() && payload.kind() == Payload.Kind.EMPTY;
    }

    /** A ping or pong concerns one connection: it is never broadcast. */
    private void answer(WebSocketFrame control, SessionEvent event) {
        leg.control(control);
        if (!leg.isWritable()) {
            session.clientIsFull(event);
        }
    }

    private void answer(Outgoing message, SessionEvent event) {
        if (!leg.isOpen()) {
            message.content().release();
            LOG.debug("{}: respond after the client has gone, dropped", session.id());
            return;
        }
        leg.send(message.text(), message.content());
        if (!leg.isWritable()) {
            session.clientIsFull(event);
        }
    }

    /** Sends a message that this client did not ask for; may be called from any thread. */
    void push(Outgoing message) {
        onLoop(() -> pushNow(message), message.content());
    }

    /** The same, on the event loop. */
    PushResult pushNow(Outgoing message) {
        if (!session.isOpen() || !leg.isOpen()) {
            message.content().release();
            return PushResult.GONE;
        }
        if (leg.isWritable() && pushes.isEmpty()) {
            leg.send(message.text(), message.content());
        } else if (!pushes.add(message)) {
            SessionAccess.tooSlow(session);
            return PushResult.TOO_SLOW;
        }
        return PushResult.TAKEN;
    }

    /** The same with a message that many get. */
    PushResult pushNow(PushedMessage message) {
        if (!session.isOpen() || !leg.isOpen()) {
            return PushResult.GONE;
        }
        if (leg.isWritable() && pushes.isEmpty()) {
            leg.send(message);
            return PushResult.TAKEN;
        }
        return pushNow(new Outgoing(message.isText(), message.content()));
    }

    /** Notes a message of so many bytes that was pushed past the leg. */
    void countPush(int bytes) {
        pushedMessages++;
        pushedBytes += bytes;
    }

    /** What was pushed past the leg, in the relay tier. */
    Traffic pushed() {
        return new Traffic(pushedMessages, pushedBytes);
    }

    void writabilityChanged(BackendLegs legs) {
        if (leg.isWritable()) {
            pushes.drainTo(leg);
            legs.resume(Leg.Pause.RECEIVER);
            leg.resume(Leg.Pause.OWN_ANSWERS);
        }
    }

    /** Sends a close frame, unless the client has sent one. */
    void close(CloseStatus status) {
        pushes.clear();
        if (channel.isActive()) {
            leg.close(status);
        }
    }

    /** Bytes that are held of what the client sends, and for it. */
    long held() {
        return leg.held() + pushes.bytes();
    }

    /** Closes, and throws away all that is held. */
    void abandon(CloseStatus status) {
        pushes.clear();
        leg.abandon(status);
    }

    void gone() {
        gone = true;
        pushes.clear();
    }

    boolean isGone() {
        return gone;
    }

    /** Runs {@code task} on the session's event loop: now, when that is where this is. */
    void onLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    /** The same where {@code task} releases {@code owned}; false when the loop has ended, and it was released here. */
    boolean onLoop(Runnable task, ByteBuf owned) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
            return true;
        }
        try {
            channel.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            owned.release();
            return false;
        }
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public String uri() {
        return session.request().uri();
    }

    @Override
    public List<String> header(String name) {
        return session.request().headers().getAll(name);
    }

    @Override
    public String peerAddress() {
        return session.request().peerAddress();
    }

    @Override
    public Optional<String> subprotocol() {
        return Optional.of(session.subprotocol()).filter(token -> !token.isEmpty());
    }

    @Override
    public void property(String name, String value) {
        session.properties().put(name, value);
    }

    @Override
    public void sendText(String text) {
        push(new Outgoing(true, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }

    @Override
    public void sendBinary(byte[] content) {
        push(new Outgoing(false, Unpooled.copiedBuffer(content)));
    }

    @Override
    public void close(int code, String reason) {
        session.close(CloseCause.REQUESTED, new CloseStatus(code, reason));
    }
}
