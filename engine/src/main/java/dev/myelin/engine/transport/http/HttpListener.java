package dev.myelin.engine.transport.http;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.NettyServerBootstrapConfiguration;
import org.apache.camel.component.netty.NettyServerBootstrapFactory;
import org.apache.camel.component.netty.http.NettyHttpConsumer;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The port for HTTP requests: what camel-netty-http binds for its consumer, on the shared event loops and with a
 * pipeline of our own.
 */
final class HttpListener extends ServiceSupport implements NettyServerBootstrapFactory {
    private static final int BACKLOG = 1024;

    private final EventLoops loops;
    private final DeploymentConfig.Http settings;
    private final int port;
    private final WebSocketPaths paths;
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final LongAdder ignoredReplies = new LongAdder();
    private volatile @Nullable NettyHttpConsumer consumer;
    private volatile @Nullable Channel server;

    HttpListener(EventLoops loops, DeploymentConfig config, WebSocketPaths paths) {
        this.loops = loops;
        this.paths = paths;
        this.settings = config.http();
        int wanted = settings.port();
        this.port = wanted == 0 ? 0 : wanted + config.server().offset();
    }

    int port() {
        return port;
    }

    /** The WebSocket inbound endpoints that are bound to it by path. */
    WebSocketPaths paths() {
        return paths;
    }

    String host() {
        return settings.host();
    }

    int maxBody() {
        return settings.maxBody();
    }

    Duration timeout() {
        return settings.senderTimeout();
    }

    LongAdder ignoredReplies() {
        return ignoredReplies;
    }

    /** Where it listens; empty before it has been bound. */
    Optional<InetSocketAddress> address() {
        Channel bound = server;
        return bound == null ? Optional.empty() : Optional.of((InetSocketAddress) bound.localAddress());
    }

    /** The route that takes the requests; null while it is stopped. */
    @Nullable
    NettyHttpConsumer consumer() {
        return consumer;
    }

    /** Binds, now that somebody takes the requests. */
    @Override
    public void addConsumer(NettyConsumer added) {
        consumer = (NettyHttpConsumer) added;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.acceptors(), loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ListenerPipeline(this, paths));
        server = bootstrap
                .bind(new InetSocketAddress(settings.host(), port))
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void removeConsumer(NettyConsumer removed) {
        Channel bound = server;
        if (bound != null) {
            bound.close().syncUninterruptibly();
            server = null;
        }
        channels.close();
        consumer = null;
    }

    @Override
    public void addChannel(Channel channel) {
        channels.add(channel);
    }

    @Override
    public void removeChannel(Channel channel) {
        channels.remove(channel);
    }

    @Override
    public void init(
            CamelContext context,
            NettyServerBootstrapConfiguration configuration,
            ChannelInitializer<Channel> pipelineFactory) {
        // Everything comes with the constructor.
    }

    @Override
    public void init(
            ThreadFactory threadFactory,
            NettyServerBootstrapConfiguration configuration,
            ChannelInitializer<Channel> pipelineFactory) {
        // Everything comes with the constructor.
    }
}
