package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.tls.TlsFailures;
import dev.myelin.engine.transport.ws.deflate.DeflateAgreement;
import dev.myelin.engine.transport.ws.deflate.PermessageDeflate;
import dev.myelin.engine.transport.ws.deflate.Zlib;
import dev.myelin.engine.transport.ws.settings.Limits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the opening handshake (RFC 6455 section 4.1). Unlike Netty's own it accepts a server that chooses
 * none of the offered subprotocols, as the RFC says.
 */
final class ClientHandshake extends ChannelInboundHandlerAdapter {
    private final ConnectRequest request;
    private final Zlib zlib;
    private final Limits limits;
    private final Duration timeout;
    private final String key;
    private @Nullable Consumer<ConnectResult> result;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable Channel channel;
    private @Nullable HttpResponse answer;

    ClientHandshake(
            ConnectRequest request, Zlib zlib, Limits limits, Duration timeout, Consumer<ConnectResult> result) {
        this.request = request;
        this.zlib = zlib;
        this.limits = limits;
        this.timeout = timeout;
        this.result = result;
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /** The time begins: for certificates, the look-up of the name, the connection and the answer together. */
    void begin(EventLoop eventLoop) {
        timer = eventLoop.schedule(this::timedOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The connection is being made. */
    void on(Channel connecting) {
        channel = connecting;
    }

    /** Whether whoever waited has been told. */
    boolean isOver() {
        return result == null;
    }

    /** Nobody waits any more: whoever did is told so now. On the event loop. */
    void giveUp() {
        if (isOver()) {
            return;
        }
        failed(channel, ErrorCode.CONNECTION_CLOSED, "given up, as nobody waits any more", null);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        SslHandler ssl = ctx.pipeline().get(SslHandler.class);
        if (ssl == null) {
            ctx.writeAndFlush(upgradeRequest());
            return;
        }
        ssl.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                ctx.writeAndFlush(upgradeRequest());
            } else {
                failed(ctx.channel(), ErrorCode.CONNECTION_FAILED, "TLS handshake failed", done.cause());
            }
        });
    }

    private FullHttpRequest upgradeRequest() {
        FullHttpRequest upgrade = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.GET, request.target().pathAndQuery());
        HttpHeaders headers = upgrade.headers();
        headers.set(request.headers());
        if (!headers.contains(HttpHeaderNames.HOST)) {
            headers.set(HttpHeaderNames.HOST, request.target().hostHeader());
        }
        headers.set(HttpHeaderNames.UPGRADE, "websocket");
        headers.set(HttpHeaderNames.CONNECTION, "Upgrade");
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key);
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        if (!request.subprotocols().isEmpty()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(", ", request.subprotocols()));
        }
        if (request.extensions() instanceof ConnectRequest.ExtensionOffer.Relayed relayed) {
            if (!relayed.ofClient().isEmpty()) {
                headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, String.join(", ", relayed.ofClient()));
            }
        } else if (request.extensions() instanceof ConnectRequest.ExtensionOffer.Deflate) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, PermessageDeflate.offer(zlib.hasRoom()));
        }
        return upgrade;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        try {
            if (result == null) {
                return;
            }
            if (received instanceof HttpResponse response) {
                answer = response;
            }
            HttpResponse complete = answer;
            // A 101 that is not ours is judged by its head: what the decoder takes for its body may never come.
            if (complete != null && (received instanceof LastHttpContent || !isSwitching(complete))) {
                judge(ctx, complete);
            }
        } finally {
            ReferenceCountUtil.release(received);
        }
    }

    private void judge(ChannelHandlerContext ctx, HttpResponse response) {
        HttpHeaders headers = response.headers();
        int status = response.status().code();
        if (response.decoderResult().isFailure()) {
            failed(
                    ctx.channel(),
                    ErrorCode.PROTOCOL_VIOLATION,
                    "the answer is no HTTP",
                    response.decoderResult().cause());
        } else if (status >= 400) {
            Fault fault = Fault.of(
                    ErrorCode.CONNECTION_FAILED,
                    request.target().address() + ": the back-end refused the handshake with " + status);
            end(ctx.channel(), new ConnectResult.Refused(fault, status, headers.copy()));
        } else if (!isSwitching(response)) {
            failed(ctx.channel(), ErrorCode.PROTOCOL_VIOLATION, "the answer is no valid 101 (" + status + ")", null);
        } else if (!wasOffered(headers)) {
            failed(ctx.channel(), ErrorCode.PROTOCOL_VIOLATION, "the back-end chose an extension not offered", null);
        } else {
            agree(ctx, headers);
        }
    }

    private void agree(ChannelHandlerContext ctx, HttpHeaders headers) {
        Optional<DeflateAgreement> agreement = Optional.empty();
        try {
            agreement = request.isRelayed()
                    ? Optional.empty()
                    : PermessageDeflate.accepted(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        } catch (IllegalArgumentException e) {
            failed(ctx.channel(), ErrorCode.PROTOCOL_VIOLATION, "the back-end chose what was not offered", e);
            return;
        }
        upgrade(ctx, headers, agreement);
    }

    private boolean wasOffered(HttpHeaders answer) {
        if (request.extensions() instanceof ConnectRequest.ExtensionOffer.Relayed relayed) {
            return Extensions.wereOffered(answer, relayed.ofClient());
        }
        return request.extensions() instanceof ConnectRequest.ExtensionOffer.Deflate
                || !answer.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
    }

    /** RFC 6455 section 4.1: what the answer must have. */
    private boolean isSwitching(HttpResponse response) {
        HttpHeaders headers = response.headers();
        return !response.decoderResult().isFailure()
                && response.status().code() == 101
                && Handshake.isUpgrade(headers)
                && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
                && Handshake.accept(key).equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT));
    }

    private void upgrade(ChannelHandlerContext ctx, HttpHeaders headers, Optional<DeflateAgreement> deflate) {
        List<String> chosen = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (chosen.size() > 1 || !chosen.isEmpty() && !request.subprotocols().contains(chosen.get(0))) {
            failed(ctx.channel(), ErrorCode.PROTOCOL_VIOLATION, "the back-end chose a subprotocol not offered", null);
            return;
        }
        ctx.channel().config().setAutoRead(false);
        ctx.pipeline().addAfter(ctx.name(), "ws-encoder", new MaskingEncoder());
        if (request.isRelayed()) {
            ctx.pipeline().addAfter(ctx.name(), "ws-early", new EarlyBytes());
        } else {
            ctx.pipeline().addAfter(ctx.name(), "ws-decoder", decoder(limits, deflate.isPresent()));
        }
        // From here on the owner may write frames: they must not meet the encoder of HTTP requests.
        ctx.pipeline().get(HttpClientCodec.class).removeOutboundHandler();
        Consumer<ConnectResult> waiting = take();
        if (waiting != null) {
            waiting.accept(new ConnectResult.Connected(
                    ctx.channel(),
                    chosen.isEmpty() ? "" : chosen.get(0),
                    headers.copy(),
                    deflate.map(agreed -> zlib.codec(ctx.channel().eventLoop(), agreed))));
        }
        // Last: frames that came with the 101 move on to the decoder, behind which their owner now stands.
        ctx.pipeline().remove(this);
        ctx.pipeline().remove(HttpClientCodec.class);
    }

    /** Reads the frames of a back-end. */
    static FrameDecoder decoder(Limits limits, boolean deflates) {
        return new FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(
                        deflates
                                ? limits.backend().deflatedFrame()
                                : limits.backend().mediatedFrame())
                .expectMaskedFrames(false)
                .allowMaskMismatch(false)
                .allowExtensions(deflates)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        failed(ctx.channel(), ErrorCode.CONNECTION_CLOSED, "the back-end hung up during the handshake", null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(ctx.channel(), ErrorCode.CONNECTION_FAILED, "the connection failed during the handshake", cause);
    }

    private void timedOut() {
        boolean connected = channel != null && channel.isActive();
        Fault fault = Fault.of(
                connected ? ErrorCode.CONNECTION_TIMEOUT : ErrorCode.CONNECT_TIMEOUT,
                request.target().address() + (connected ? ": no answer to the handshake in " : ": not connected in ")
                        + timeout.toMillis() + " ms");
        end(channel, new ConnectResult.Refused(fault, 504));
    }

    private void failed(@Nullable Channel lost, int code, String what, @Nullable Throwable cause) {
        Fault fault = Fault.of(
                code, request.target().address() + ": " + what, cause == null ? "" : TlsFailures.reason(cause));
        end(lost, new ConnectResult.Refused(fault, 502));
    }

    private void end(@Nullable Channel useless, ConnectResult.Refused refused) {
        refuse(refused);
        if (useless != null) {
            useless.close();
        }
    }

    /** Tells whoever waits, once. */
    void refuse(ConnectResult.Refused refused) {
        Consumer<ConnectResult> waiting = take();
        if (waiting != null) {
            waiting.accept(refused);
        }
    }

    private @Nullable Consumer<ConnectResult> take() {
        if (timer != null) {
            timer.cancel(false);
        }
        Consumer<ConnectResult> waiting = result;
        result = null;
        return waiting;
    }
}
