package dev.myelin.samples;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;

/**
 * The part that all WebSocket back-ends have in common: the handshake on one path, agreeing to the first subprotocol
 * offered; ping answered, close mirrored, broken frames and invalid UTF-8 refused (1002, 1007, 1009).
 */
final class WebSocketPipeline {
    /** The largest frame that is taken: 16 MiB. */
    static final int MAX_FRAME = 16 * 1024 * 1024;

    private static final int MAX_HANDSHAKE = 64 * 1024;
    /** Netty's word for agreeing to whatever comes first. */
    private static final String ANY_SUBPROTOCOL = "*";

    private WebSocketPipeline() {}

    static void build(ChannelPipeline pipeline, String path, ChannelHandler frames) {
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(path)
                .checkStartsWith(true)
                .subprotocols(ANY_SUBPROTOCOL)
                .maxFramePayloadLength(MAX_FRAME)
                .sendCloseFrame(null) // who ends a back-end wants it to be gone, as if it had died
                .build();
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(MAX_HANDSHAKE),
                new UpgradesOnly(path),
                new WebSocketServerProtocolHandler(config),
                frames);
    }

    /** Lets upgrade requests for the path pass and answers everything else. */
    private static final class UpgradesOnly extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final String path;

        UpgradesOnly(String path) {
            this.path = path;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (!new QueryStringDecoder(request.uri()).path().equals(path)) {
                refuse(context, HttpResponseStatus.NOT_FOUND);
            } else if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
                refuse(context, HttpResponseStatus.UPGRADE_REQUIRED);
            } else {
                context.fireChannelRead(request.retain());
                context.pipeline().remove(this);
            }
        }

        private static void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
                answer.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
            }
            context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
