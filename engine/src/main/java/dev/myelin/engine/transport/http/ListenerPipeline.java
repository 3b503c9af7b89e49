package dev.myelin.engine.transport.http;

import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import org.apache.camel.component.netty.http.NettyHttpConsumer;
import org.jspecify.annotations.Nullable;

/** The handlers of an accepted connection. */
final class ListenerPipeline extends ChannelInitializer<Channel> {
    private static final int MAX_REQUEST_LINE = 16 << 10;
    private static final int MAX_HEADERS = 32 << 10;
    private static final int MAX_CHUNK = 16 << 10;

    private static final Duration TLS_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    private final HttpListener listener;
    private final WebSocketPaths paths;
    private final @Nullable TlsContext tls;

    /** With the inbound endpoints that take upgrades; for HTTPS with {@code tls}. */
    ListenerPipeline(HttpListener listener, WebSocketPaths paths, @Nullable TlsContext tls) {
        this.listener = listener;
        this.paths = paths;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        NettyHttpConsumer consumer = listener.consumer();
        if (consumer == null) {
            channel.close();
            return;
        }
        if (tls != null) {
            channel.pipeline().addLast("tls", tls.accept(channel, TLS_HANDSHAKE_TIMEOUT));
        }
        // On a port of inbound endpoints whatever comes may be a handshake.
        Duration head = paths.ownPort() && paths.takesUpgrades()
                ? paths.handshakeTimeout()
                : listener.callers().request();
        RequestClock clock = new RequestClock(head, listener.callers().idle());
        channel.pipeline()
                .addLast("clock", clock)
                .addLast("codec", new HttpServerCodec(MAX_REQUEST_LINE, MAX_HEADERS, MAX_CHUNK))
                .addLast("gate", new RequestGate(listener, paths, clock))
                .addLast("aggregator", new HttpObjectAggregator(listener.maxBody()))
                .addLast("handler", new RequestHandler(consumer, listener, paths));
    }
}
