package dev.myelin.engine.transport.http;

import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sits between the HTTP codec and the aggregator of one connection and lets one request in at a time: answers leave in
 * the order of their requests (RFC 9112, section 9.3.2), and a caller that does not read its answers is not read from.
 * Refuses what must not reach a sequence (malformed), hands upgrades over, and decides whether the connection stays open.
 */
final class RequestGate extends ChannelDuplexHandler {
    private static final int WAITING_LIMIT = 64;
    private static final int LINGER_SECONDS = 2;

    private final HttpListener listener;
    private final WebSocketPaths paths;
    private final RequestClock clock;
    private final ChannelFutureListener answered;
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(4);
    private boolean answering;
    private boolean keepAlive;
    private boolean closing;
    private boolean pumping;
    private boolean oldCaller;
    private boolean unread;
    private boolean counted;
    private boolean upgraded;

    /** Upgrades go to {@code paths}, if they have a path for them. */
    RequestGate(HttpListener listener, WebSocketPaths paths, RequestClock clock) {
        this.listener = listener;
        this.paths = paths;
        this.clock = clock;
        this.answered = done -> listener.inFlight().ends();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        waiting.add(message);
        pump(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pump(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        shut();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        shut();
    }

    private void pump(ChannelHandlerContext ctx) {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            Object next = waiting.peek();
            while (next != null && !(next instanceof HttpRequest && isBusy(ctx))) {
                waiting.remove();
                pass(ctx, next);
                next = waiting.peek();
            }
        } finally {
            pumping = false;
        }
        if (upgraded) {
            return; // somebody else's connection now
        }
        boolean read = waiting.size() < WAITING_LIMIT;
        if (ctx.channel().config().isAutoRead() != read) {
            ctx.channel().config().setAutoRead(read);
        }
    }

    private boolean isBusy(ChannelHandlerContext ctx) {
        return answering || !ctx.channel().isWritable();
    }

    private void pass(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            answering = true;
            clock.headRead();
            counted = true;
            listener.inFlight().begins();
            unread = true;
            keepAlive = HttpUtil.isKeepAlive(request);
            oldCaller = request.protocolVersion().minorVersion() == 0;
            HttpResponseStatus refusal = refusal(request);
            AbsoluteForm.toOrigin(request);
            if (refusal == null && isUpgrade(request)) {
                if (paths.takes(request.uri())) {
                    upgrade(ctx, request);
                    return;
                }
                refusal = HttpResponseStatus.NOT_FOUND;
            }
            if (refusal != null) {
                ReferenceCountUtil.release(message);
                keepAlive = false;
                unread = true;
                ctx.channel().writeAndFlush(Answers.refusal(refusal, request.headers()));
                return;
            }
        }
        if (message instanceof LastHttpContent) {
            unread = false;
            clock.requestRead();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != RequestClock.TIMED_OUT) {
            ctx.fireUserEventTriggered(event);
        } else if (!closing) {
            keepAlive = false;
            unread = true;
            HttpHeaders none = EmptyHttpHeaders.INSTANCE;
            ctx.channel().writeAndFlush(Answers.refusal(HttpResponseStatus.REQUEST_TIMEOUT, none));
        }
    }

    private static @Nullable HttpResponseStatus refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            if (cause instanceof TooLongHttpLineException) {
                return HttpResponseStatus.REQUEST_URI_TOO_LONG;
            }
            return cause instanceof TooLongHttpHeaderException
                    ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                    : HttpResponseStatus.BAD_REQUEST;
        }
        boolean hostMissing = !request.headers().contains(HttpHeaderNames.HOST);
        if (hostMissing && HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        return null;
    }

    private static boolean isUpgrade(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.UPGRADE)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Hands the connection over, with all that has come; the requests before this one have been answered. */
    private void upgrade(ChannelHandlerContext ctx, HttpRequest request) {
        List<Object> received = new ArrayList<>();
        received.add(request);
        received.addAll(waiting);
        waiting.clear();
        upgraded = true;
        ChannelPipeline pipeline = ctx.pipeline();
        while (pipeline.last() != this) {
            pipeline.removeLast();
        }
        pipeline.remove(this);
        pipeline.remove(clock);
        ctx.channel().config().setAutoRead(true);
        paths.upgrade(ctx.channel(), received);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise given) {
        ChannelPromise promise = given.unvoid();
        if (!(message instanceof HttpResponse response) || response.status().code() < 200) {
            ctx.write(message, promise);
            return;
        }
        boolean stays = keepAlive && HttpUtil.isKeepAlive(response) && !listener.isDraining();
        if (counted) {
            counted = false;
            promise.addListener(answered);
        }
        if (!stays) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (oldCaller) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        if (stays) {
            clock.answered();
            ctx.write(message, promise);
        } else {
            boolean rest = unread;
            shut();
            ctx.write(message, promise.addListener((ChannelFuture done) -> end(done, rest)));
        }
        answering = false;
        pump(ctx);
    }

    /**
     * Closes. While there is something unread, ends our side only and throws away what still comes: closing at once
     * would reset the connection, and the caller might never see the answer (RFC 9112, section 9.6).
     */
    private static void end(ChannelFuture written, boolean unread) {
        Channel channel = written.channel();
        if (unread && written.isSuccess() && channel instanceof SocketChannel socket) {
            channel.config().setAutoRead(true);
            TlsConnections.shutdownOutput(socket);
            channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            channel.close();
        }
    }

    private void shut() {
        clock.stop();
        if (counted) {
            counted = false;
            listener.inFlight().ends();
        }
        closing = true;
        for (Object message = waiting.poll(); message != null; message = waiting.poll()) {
            ReferenceCountUtil.release(message);
        }
    }
}
