package dev.myelin.engine.transport.http;

import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import org.apache.camel.component.netty.http.NettyHttpConsumer;

/** The handlers of an accepted connection. */
final class ListenerPipeline extends ChannelInitializer<Channel> {
    private static final int MAX_REQUEST_LINE = 16 << 10;
    private static final int MAX_HEADERS = 32 << 10;
    private static final int MAX_CHUNK = 16 << 10;

    private final HttpListener listener;
    private final WebSocketPaths paths;

    /** With the inbound endpoints that take upgrades. */
    ListenerPipeline(HttpListener listener, WebSocketPaths paths) {
        this.listener = listener;
        this.paths = paths;
    }

    @Override
    protected void initChannel(Channel channel) {
        NettyHttpConsumer consumer = listener.consumer();
        if (consumer == null) {
            channel.close();
            return;
        }
        channel.pipeline()
                .addLast("codec", new HttpServerCodec(MAX_REQUEST_LINE, MAX_HEADERS, MAX_CHUNK))
                .addLast("gate", new RequestGate(paths))
                .addLast("aggregator", new HttpObjectAggregator(listener.maxBody()))
                .addLast("handler", new RequestHandler(consumer, listener, paths));
    }
}
