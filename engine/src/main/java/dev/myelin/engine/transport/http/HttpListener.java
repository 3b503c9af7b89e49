package dev.myelin.engine.transport.http;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.PortInUseException;
import dev.myelin.engine.transport.tls.DeploymentTls;
import dev.myelin.engine.transport.tls.TlsContexts;
import dev.myelin.engine.transport.tls.TlsFailures;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import dev.myelin.engine.transport.ws.WsTransport;
import dev.myelin.engine.transport.ws.settings.Binding;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
    private final WebSocketPaths securePaths;
    private final int securePort;
    private final DeploymentTls deploymentTls;
    private final TlsContexts tls;
    private final TlsFailures tlsFailures = new TlsFailures();
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final LongAdder ignoredReplies = new LongAdder();
    private final InFlight inFlight = new InFlight();
    private volatile boolean draining;
    private volatile @Nullable NettyHttpConsumer consumer;
    private volatile @Nullable Channel server;
    private volatile @Nullable Channel secureServer;

    HttpListener(EventLoops loops, DeploymentConfig config, TlsContexts tls, WsTransport ws) {
        this.loops = loops;
        this.paths = ws.pathsOf(Binding.HTTP_LISTENER);
        this.securePaths = ws.pathsOf(Binding.HTTPS_LISTENER);
        this.settings = config.http();
        int wanted = settings.port();
        this.port = wanted == 0 ? 0 : wanted + config.server().offset();
        int secure = settings.secure().port();
        this.securePort = secure == 0 ? 0 : secure + config.server().offset();
        this.deploymentTls = new DeploymentTls(config);
        this.tls = tls;
    }

    int port() {
        return port;
    }

    /** The WebSocket inbound endpoints that are bound to it by path. */
    WebSocketPaths paths() {
        return paths;
    }

    /** Those that are bound to the HTTPS listener. */
    WebSocketPaths securePaths() {
        return securePaths;
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

    InFlight inFlight() {
        return inFlight;
    }

    /** How long callers may hold a connection. */
    DeploymentConfig.Callers callers() {
        return settings.callers();
    }

    /** Whether connections end with their next answer. */
    boolean isDraining() {
        return draining;
    }

    /** Goes on answering, but no connection stays open. */
    void drain() {
        draining = true;
    }

    /** Takes no further connection. */
    void stopAccepting() {
        close(server);
        close(secureServer);
        server = null;
        secureServer = null;
    }

    /** Where it listens; empty before it has been bound. */
    Optional<InetSocketAddress> address() {
        return Optional.ofNullable(server).map(bound -> (InetSocketAddress) bound.localAddress());
    }

    /** Where it listens for HTTPS; empty when it does not. */
    Optional<InetSocketAddress> secureAddress() {
        return Optional.ofNullable(secureServer).map(bound -> (InetSocketAddress) bound.localAddress());
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
        server = bind(settings.host(), port, new ListenerPipeline(this, paths, null));
        deploymentTls
                .httpsListener((setting, error, message, hint) -> {
                    // Reported when the project was compiled.
                })
                .map(tls::listener)
                .ifPresent(context -> secureServer =
                        bind(settings.secure().host(), securePort, new ListenerPipeline(this, securePaths, context)));
    }

    private Channel bind(String host, int wanted, ListenerPipeline pipeline) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.acceptors(), loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(pipeline);
        ChannelFuture binding =
                bootstrap.bind(new InetSocketAddress(host, wanted)).awaitUninterruptibly();
        if (binding.isSuccess()) {
            return binding.channel();
        }
        throw PortInUseException.isBindFailure(binding.cause())
                ? new PortInUseException(wanted)
                : new IllegalStateException(
                        "port: " + wanted + " (expected: one to listen on): "
                                + binding.cause().getMessage(),
                        binding.cause());
    }

    @Override
    public void removeConsumer(NettyConsumer removed) {
        stopAccepting();
        channels.close();
        consumer = null;
    }

    private static void close(@Nullable Channel bound) {
        if (bound != null) {
            bound.close().syncUninterruptibly();
        }
    }

    /** A caller gets no TLS. */
    void tlsFailed(Channel accepted, Throwable failure) {
        tlsFailures.failed(accepted, failure);
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
