package dev.myelin.engine.management;

import dev.myelin.engine.transport.tls.TlsConnections;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the management port: its requests one after the other, each routed and answered. */
final class ManagementHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementHandler.class);

    private final Routes routes;
    private final Authenticator authenticator;

    ManagementHandler(Routes routes, Authenticator authenticator) {
        this.routes = routes;
        this.authenticator = authenticator;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        // The next one is read when this one is answered: answers keep the order of requests.
        ctx.channel().config().setAutoRead(false);
        try {
            answer(ctx, request, keepAlive);
        } catch (Problem problem) {
            write(ctx, problem.reply(), keepAlive);
        }
    }

    private void answer(ChannelHandlerContext ctx, FullHttpRequest request, boolean keepAlive) {
        DecoderResult decoded = request.decoderResult();
        if (decoded.isFailure()) {
            write(
                    ctx,
                    Problem.badRequest("not an HTTP request: " + decoded.cause().getMessage())
                            .reply(),
                    false);
            return;
        }
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        Routes.Found found = find(request, uri);
        boolean open =
                found instanceof Routes.Found.Match match && match.route().open();
        if (!open && !authenticator.allowsWhole(request, AuthenticationHandler.clientOf(ctx))) {
            write(ctx, AuthenticationHandler.refusal(), keepAlive);
            return;
        }
        route(ctx, request, found, uri, keepAlive);
    }

    private void route(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            Routes.Found found,
            QueryStringDecoder uri,
            boolean keepAlive) {
        if (found instanceof Routes.Found.Match match) {
            Call call = new Call(request, match.variables(), uri);
            match.route().action().answer(call, reply -> write(ctx, reply, keepAlive));
        } else if (found instanceof Routes.Found.OtherMethods others) {
            String allowed = String.join(", ", others.allowed());
            FullHttpResponse response = new Problem(
                            HttpResponseStatus.METHOD_NOT_ALLOWED,
                            "method: " + request.method() + " (expected: " + allowed + ")")
                    .reply()
                    .response();
            response.headers().set(HttpHeaderNames.ALLOW, allowed);
            write(ctx, response, keepAlive);
        } else {
            throw Problem.notFound("path: " + uri.rawPath() + " (expected: one of GET /management/openapi.json)");
        }
    }

    private Routes.Found find(FullHttpRequest request, QueryStringDecoder uri) {
        try {
            return routes.find(request.method(), uri.rawPath());
        } catch (IllegalArgumentException badEscape) {
            throw Problem.badRequest("path: " + badEscape.getMessage());
        }
    }

    /** From any thread. */
    private static void write(ChannelHandlerContext ctx, Reply reply, boolean keepAlive) {
        write(ctx, reply.response(), keepAlive);
    }

    private static void write(ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
        HttpUtil.setKeepAlive(response, keepAlive);
        ctx.writeAndFlush(response).addListener(done -> {
            if (keepAlive && done.isSuccess()) {
                ctx.channel().config().setAutoRead(true);
            } else {
                ctx.close();
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || TlsConnections.isTlsFailure(cause)) {
            ctx.close();
            return;
        }
        LOG.error("management: {}", cause.toString(), cause);
        Reply reply = new Problem(HttpResponseStatus.INTERNAL_SERVER_ERROR, "see the log").reply();
        ctx.writeAndFlush(reply.response()).addListener(ChannelFutureListener.CLOSE);
    }
}
