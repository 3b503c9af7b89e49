package dev.myelin.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.nio.charset.StandardCharsets;

/**
 * Answers JSON-RPC requests, over WebSocket at {@code /ws} and over HTTP everywhere else, as cheaply as can be: {@code
 * method} becomes {@code result}. One event loop. {@code ReplyBackend PORT}.
 */
public final class ReplyBackend {
    private static final ByteBuf METHOD =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\"method\"", StandardCharsets.US_ASCII));
    private static final ByteBuf RESULT =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\"result\"", StandardCharsets.US_ASCII));

    private ReplyBackend() {}

    /** Runs until the process ends. */
    public static void main(String[] args) throws Exception {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group = epoll ? new EpollEventLoopGroup(1) : new NioEventLoopGroup(1);
        new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline())
                .bind("127.0.0.1", Integer.parseInt(args[0]))
                .sync();
        System.out.println("ready");
        group.terminationFuture().sync();
    }

    private static final class Pipeline extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                    .websocketPath("/ws")
                    .withUTF8Validator(false)
                    .build();
            channel.pipeline()
                    .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(65_536),
                            new WebSocketServerProtocolHandler(config),
                            new Replies());
        }
    }

    private static final class Replies extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof WebSocketFrame frame) {
                reply(frame.content());
                context.write(frame, context.voidPromise());
            } else if (message instanceof FullHttpRequest request) {
                ByteBuf content = reply(request.content());
                DefaultFullHttpResponse answer =
                        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content);
                answer.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
                context.write(answer, context.voidPromise());
            }
        }

        private static ByteBuf reply(ByteBuf content) {
            int at = ByteBufUtil.indexOf(METHOD, content);
            if (at >= 0) {
                content.setBytes(at, RESULT, 0, RESULT.readableBytes());
            }
            return content;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }
}
