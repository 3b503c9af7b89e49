package dev.myelin.engine.management;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Optional;

/** Collects the body of a request that was admitted, and refuses what is too large. */
final class BodyAggregator extends HttpObjectAggregator {
    private static final int MOST = 16 << 20;
    /** As Amazon has it: whether a signature is right is not known before the body is there. */
    private static final int MOST_SIGNED = 128 << 10;

    private static final String TOO_LARGE = "PayloadTooLargeException";

    BodyAggregator() {
        super(MOST);
    }

    /** Why the body that a request says it has is not taken. */
    static Optional<Problem> problem(HttpRequest request) {
        boolean signed = AwsSignature.isOne(request.headers().get(HttpHeaderNames.AUTHORIZATION, ""));
        if (signed && HttpUtil.isTransferEncodingChunked(request)) {
            return Optional.of(new Problem(
                    HttpResponseStatus.LENGTH_REQUIRED, "Content-Length: none (expected: one, as it is signed)"));
        }
        int most = signed ? MOST_SIGNED : MOST;
        return HttpUtil.getContentLength(request, 0L) > most
                ? Optional.of(tooLarge(most, signed ? TOO_LARGE : ""))
                : Optional.empty();
    }

    private static Problem tooLarge(int most, String awsType) {
        String detail = "body: (expected: at most " + most + " bytes)";
        return new Problem(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, detail, awsType);
    }

    /** One that did not say how large it is. What is left of it is not kept. */
    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        boolean keepAlive = HttpUtil.isKeepAlive(oversized);
        FullHttpResponse response = tooLarge(MOST, "").reply().response();
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture written = ctx.writeAndFlush(response);
        written.addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
    }
}
