package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.limits.Denial;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of the opening handshake up to the point where the inbound endpoint's sequence decides: reads one HTTP
 * request, checks it (RFC 6455 section 4.2.1), and hands it to the session, or refuses it without any exchange.
 */
final class ServerHandshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ServerHandshake.class);

    /** Frames of a client that does not wait for its answer. */
    private static final int MAX_EARLY = 64 * 1024;

    private final WsListener listener;
    private final Duration timeout;
    private @Nullable Channel channel;
    private @Nullable HttpRequest head;
    private @Nullable WsSession session;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ByteBuf early;
    private long began;
    private boolean answered;

    ServerHandshake(WsListener listener, Duration timeout) {
        this.listener = listener;
        this.timeout = timeout;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        listener.joined(this);
        began = System.nanoTime();
        timer = ctx.executor().schedule(() -> timedOut(ctx), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        if (received instanceof ByteBuf bytes) {
            keep(ctx, bytes);
            return;
        }
        try {
            if (answered || session != null) {
                return;
            }
            if (received instanceof HttpRequest request) {
                // Refused by its head alone: a body may never come.
                check(request).ifPresentOrElse(refusal -> refuse(ctx, refusal), () -> head = request);
            }
            HttpRequest complete = head;
            if (complete != null && received instanceof LastHttpContent) {
                decide(ctx, complete);
            }
        } finally {
            ReferenceCountUtil.release(received);
        }
    }

    /** Frames of a client that does not wait for the answer: they move on once it has its 101. */
    private void keep(ChannelHandlerContext ctx, ByteBuf bytes) {
        ByteBuf before = early;
        if (answered) {
            bytes.release();
            return;
        }
        if (before == null) {
            early = bytes;
        } else {
            early = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, bytes);
        }
        // Until then reading goes on, as that is how a client that hangs up is noticed.
        if (early.readableBytes() > MAX_EARLY) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ByteBuf bytes = early;
        early = null;
        if (bytes != null) {
            ctx.fireChannelRead(bytes);
            ctx.fireChannelReadComplete();
        }
    }

    private void decide(ChannelHandlerContext ctx, HttpRequest request) {
        String peer = ctx.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
        UpgradeRequest upgrade =
                new UpgradeRequest(request.uri(), request.headers().copy(), peer);
        Optional<WsListener.Match> match = listener.match(upgrade.path());
        if (match.isEmpty()) {
            refuse(ctx, HttpReply.of(404, "no inbound endpoint of this port serves " + upgrade.path()));
            return;
        }
        Inbound inbound = match.get().inbound();
        if (!inbound.allowsOrigin(upgrade.headers())) {
            LOG.warn(
                    "Inbound endpoint {} refused origin {} (ws.allowed.origins)",
                    inbound.name(),
                    upgrade.headers().get(HttpHeaderNames.ORIGIN));
            refuse(ctx, CloseCause.ORIGIN, HttpReply.of(403, "origin not allowed"));
            return;
        }
        Optional<Denial> denial = inbound.admit(ctx.channel());
        if (denial.isPresent()) {
            refuse(ctx, denial.get().cause(), HttpReply.of(denial.get(), inbound.gate()));
            return;
        }
        haveOwnTime(ctx, inbound.settings().times().handshake());
        // What follows is no HTTP.
        ctx.pipeline().get(HttpServerCodec.class).removeInboundHandler();
        session = inbound.handshake(ctx.channel(), this, upgrade, match.get().variables());
    }

    /** The longest time of all endpoints of the port counted until now. */
    private void haveOwnTime(ChannelHandlerContext ctx, Duration own) {
        ScheduledFuture<?> longest = timer;
        if (longest != null && own.compareTo(timeout) < 0) {
            longest.cancel(false);
            long left = Math.max(0, own.toNanos() - (System.nanoTime() - began));
            timer = ctx.executor().schedule(() -> timedOut(ctx), left, TimeUnit.NANOSECONDS);
        }
    }

    private Optional<HttpReply> check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(malformed(request.decoderResult().cause()));
        }
        HttpHeaders headers = request.headers();
        if (!Handshake.isUpgrade(headers)) {
            return Optional.of(
                    isHealthCheck(request)
                            ? HttpReply.of(200, "")
                            : HttpReply.of(426, "this port speaks WebSocket")
                                    .with(HttpHeaderNames.UPGRADE, "websocket"));
        }
        if (!HttpMethod.GET.equals(request.method())
                || request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0
                || HttpUtil.getContentLength(request, 0L) > 0
                || HttpUtil.isTransferEncodingChunked(request)) {
            return Optional.of(HttpReply.of(400, "a WebSocket handshake is a GET of HTTP/1.1 without a body"));
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)) {
            return Optional.of(HttpReply.of(400, "Connection: (expected: Upgrade)"));
        }
        if (headers.getAll(HttpHeaderNames.HOST).size() != 1) {
            return Optional.of(HttpReply.of(400, "Host: (expected: one)"));
        }
        return checkKeyAndVersion(headers);
    }

    private static Optional<HttpReply> checkKeyAndVersion(HttpHeaders headers) {
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(HttpReply.of(426, "Sec-WebSocket-Version: (expected: 13)")
                    .with(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13"));
        }
        if (headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() != 1
                || !isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))) {
            return Optional.of(HttpReply.of(400, "Sec-WebSocket-Key: (expected: 16 bytes in base64, once)"));
        }
        if (!Subprotocols.areWellFormed(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL))) {
            return Optional.of(HttpReply.of(400, "Sec-WebSocket-Protocol: (expected: tokens, each once)"));
        }
        return Optional.empty();
    }

    private static boolean isHealthCheck(HttpRequest request) {
        String path = request.uri();
        return HttpMethod.GET.equals(request.method()) && (path.equals("/health") || path.startsWith("/health?"));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key.strip()).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HttpReply malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpReply.of(414, "request line too long");
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpReply.of(431, "request headers too long")
                : HttpReply.of(400, "not an HTTP request");
    }

    private void refuse(ChannelHandlerContext ctx, HttpReply reply) {
        refuse(ctx, CloseCause.HANDSHAKE_REFUSED, reply);
    }

    private void refuse(ChannelHandlerContext ctx, CloseCause cause, HttpReply reply) {
        listener.refused(cause);
        answer();
        reply.writeTo(ctx.channel());
    }

    /** Refuses the handshake if it runs at an inbound endpoint that takes nobody any more; from any thread. */
    void drain() {
        onLoop(() -> {
            WsSession waiting = session;
            if (waiting != null && waiting.inbound().gate().isClosed()) {
                waiting.giveUpHandshake(
                        HttpReply.of(Denial.DRAINING, waiting.inbound().gate()), CloseCause.DRAINING);
            }
        });
    }

    /** Refuses the client, whatever it has sent; from any thread. */
    void end() {
        onLoop(() -> {
            WsSession waiting = session;
            Channel open = channel;
            if (waiting != null) {
                waiting.giveUpHandshake(
                        HttpReply.of(Denial.DRAINING, waiting.inbound().gate()), CloseCause.DRAINING);
            } else if (!answered && open != null) {
                listener.refused(CloseCause.DRAINING);
                answer();
                HttpReply.of(503, "the port is about to close").writeTo(open);
            }
        });
    }

    private void onLoop(Runnable task) {
        if (channel != null) {
            channel.eventLoop().execute(task);
        }
    }

    /** The client gets its answer now, of whatever kind: the time limit is over. */
    void answer() {
        answered = true;
        listener.left(this);
        head = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void timedOut(ChannelHandlerContext ctx) {
        WsSession waiting = session;
        if (waiting != null) {
            waiting.giveUpHandshake(HttpReply.of(504, "the handshake took too long"), CloseCause.HANDSHAKE_TIMEOUT);
        } else if (!answered) {
            listener.refused(CloseCause.HANDSHAKE_TIMEOUT);
            answer();
            if (!TlsConnections.isEstablished(ctx.channel())) {
                ctx.close();
                return;
            }
            HttpReply.of(408, "no complete handshake in " + timeout.toMillis() + " ms")
                    .writeTo(ctx.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        answer();
        ReferenceCountUtil.release(early);
        early = null;
        WsSession waiting = session;
        if (waiting != null) {
            waiting.clientLeftDuringHandshake();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (TlsConnections.isTlsFailure(cause)) {
            if (!answered) {
                answer();
                listener.tlsFailed(ctx.channel(), cause);
            }
        } else if (!(cause instanceof IOException)) {
            LOG.warn("{}: handshake failed", ctx.channel(), cause);
        }
        ctx.close();
    }
}
