package dev.myelin.engine.management;

import dev.myelin.engine.transport.ws.limits.Gate;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the head of each request, before its body is taken: only what comes with the right credentials, or needs none, goes on.
 * Whoever was wrong too often waits before a look is taken, so that waiting tells nothing.
 */
final class AuthenticationHandler extends ChannelInboundHandlerAdapter {
    /** For a body that nobody wants to end, so that the refusal is read before the connection is gone. */
    private static final long LINGER_SECONDS = 5;

    private final Routes routes;
    private final Authenticator authenticator;
    private final Places places;
    private boolean discards;
    private boolean closes;

    AuthenticationHandler(Routes routes, Authenticator authenticator, Places places) {
        this.routes = routes;
        this.authenticator = authenticator;
        this.places = places;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (discards) {
            ReferenceCountUtil.release(message);
            discarded(ctx, message);
        } else if (message instanceof HttpRequest request
                && request.decoderResult().isSuccess()) {
            look(ctx, request);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void discarded(ChannelHandlerContext ctx, Object message) {
        if (message instanceof LastHttpContent) {
            if (closes) {
                ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            } else {
                discards = false;
            }
        }
    }

    private void look(ChannelHandlerContext ctx, HttpRequest request) {
        try {
            checkOrigin(request);
            if (isOpen(request)) {
                ctx.fireChannelRead(request);
            } else {
                authenticate(ctx, request);
            }
        } catch (Problem problem) {
            refuse(ctx, request, problem.reply());
        }
    }

    /** A page of another host in the user's browser has no say here, whatever the browser remembers of passwords. */
    private static void checkOrigin(HttpRequest request) {
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin != null && !isOwn(origin, request.headers().get(HttpHeaderNames.HOST))) {
            throw new Problem(
                    HttpResponseStatus.FORBIDDEN, "Origin: " + origin + " (expected: none, or that of this port)");
        }
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(new URI(origin).getAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Nobody has to send a body without a password. */
    private boolean isOpen(HttpRequest request) {
        try {
            return !hasBody(request)
                    && routes.find(request.method(), new QueryStringDecoder(request.uri()).rawPath())
                            instanceof Routes.Found.Match match
                    && match.route().open();
        } catch (IllegalArgumentException badEscape) {
            return false;
        }
    }

    private static boolean hasBody(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    }

    private void authenticate(ChannelHandlerContext ctx, HttpRequest request) {
        String client = clientOf(ctx);
        Duration delay = authenticator.delay(client);
        if (delay.isZero()) {
            check(ctx, request, client);
        } else if (authenticator.waits(client)) {
            ctx.channel().config().setAutoRead(false);
            ctx.executor().schedule(() -> waited(ctx, request, client), delay.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            Reply busy = new Problem(
                            HttpResponseStatus.TOO_MANY_REQUESTS,
                            "too many requests wait since the password was wrong (expected: at most "
                                    + Authenticator.MAX_WAITING + " at a time)")
                    .reply();
            refuse(ctx, request, busy.with("Retry-After", Long.toString(delay.toSeconds() + 1)));
        }
    }

    /** Its place is free only now, also when the client is gone: going away must not give it more attempts. */
    private void waited(ChannelHandlerContext ctx, HttpRequest request, String client) {
        authenticator.waited(client);
        if (ctx.channel().isActive()) {
            check(ctx, request, client);
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void check(ChannelHandlerContext ctx, HttpRequest request, String client) {
        if (authenticator.admits(request, client)) {
            places.known(ctx.channel());
            BodyAggregator.problem(request)
                    .ifPresentOrElse(
                            problem -> refuse(ctx, request, problem.reply()), () -> ctx.fireChannelRead(request));
        } else {
            refuse(ctx, request, refusal());
        }
    }

    static Reply refusal() {
        return new Problem(HttpResponseStatus.UNAUTHORIZED, "user and password, or a token, are needed").reply();
    }

    /** Whom wrong passwords are counted for. */
    static String clientOf(ChannelHandlerContext ctx) {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
                ? Gate.client(address.getAddress())
                : "";
    }

    private void refuse(ChannelHandlerContext ctx, HttpRequest request, Reply reply) {
        discards = true;
        closes = hasBody(request) || !HttpUtil.isKeepAlive(request);
        FullHttpResponse response = reply.response();
        HttpUtil.setKeepAlive(response, !closes);
        ChannelFuture written = ctx.writeAndFlush(response);
        if (HttpUtil.is100ContinueExpected(request)) {
            written.addListener(ChannelFutureListener.CLOSE);
        } else if (closes) {
            ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }
}
