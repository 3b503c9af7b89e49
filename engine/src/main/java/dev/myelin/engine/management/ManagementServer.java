package dev.myelin.engine.management;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.deploy.Engine;
import dev.myelin.engine.deploy.StartFailedException;
import dev.myelin.engine.transport.PortInUseException;
import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.tls.TlsContexts;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management port of an engine: health, and the connections. A thread of its own, so that whoever asks here neither
 * waits for messages nor keeps them waiting; it answers until the engine has stopped.
 */
public final class ManagementServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int MAX_CONNECTIONS = 100;
    /** A path that is too long is to be told what is wrong with it. */
    private static final int MAX_LINE = 64 << 10;

    private static final int MAX_HEADERS = 8 << 10;
    private static final int MAX_CHUNK = 8 << 10;
    private static final int IDLE_SECONDS = 60;
    private static final Duration TLS_TIMEOUT = Duration.ofSeconds(10);
    private static final String OPENAPI = "openapi.json";

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("myelin-management"));
    private final TlsContexts tls = new TlsContexts();
    private final DeploymentConfig config;
    private final Channel channel;

    private ManagementServer(DeploymentConfig config, Routes routes, Authenticator authenticator) {
        this.config = config;
        DeploymentConfig.Management settings = config.management();
        Optional<TlsContext> secure = secure();
        int port = settings.port() == 0 ? 0 : settings.port() + config.server().offset();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Pipeline(secure, routes, authenticator));
        ChannelFuture bound =
                bootstrap.bind(new InetSocketAddress(settings.host(), port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw refused(bound.cause(), port);
        }
        this.channel = bound.channel();
    }

    /** What each connection goes through. Connections beyond the limit are closed. */
    private static final class Pipeline extends ChannelInitializer<SocketChannel> {
        private final Optional<TlsContext> secure;
        private final Routes routes;
        private final Authenticator authenticator;
        private final Places places = new Places(MAX_CONNECTIONS);

        Pipeline(Optional<TlsContext> secure, Routes routes, Authenticator authenticator) {
            this.secure = secure;
            this.routes = routes;
            this.authenticator = authenticator;
        }

        @Override
        protected void initChannel(SocketChannel accepted) {
            if (!places.take(accepted)) {
                accepted.close();
                return;
            }
            secure.ifPresent(context -> accepted.pipeline().addLast(context.accept(accepted, TLS_TIMEOUT)));
            accepted.pipeline()
                    .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                    .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
                    // Hands on one request at a time, whatever came in one packet.
                    .addLast(new FlowControlHandler())
                    .addLast(new AuthenticationHandler(routes, authenticator, places))
                    .addLast(new BodyAggregator())
                    .addLast(new ManagementHandler(routes, authenticator));
        }
    }

    private Optional<TlsContext> secure() {
        try {
            return ManagementAddress.tls(config, tls);
        } catch (StartFailedException e) {
            close();
            throw e;
        }
    }

    private static RuntimeException refused(Throwable cause, int port) {
        return PortInUseException.isBindFailure(cause)
                ? new PortInUseException(port)
                : new StartFailedException("management port: " + port + " cannot be bound: " + cause.getMessage());
    }

    /**
     * Opens the port of an engine that runs. An engine whose port is taken, or whose password cannot be kept, serves its
     * clients all the same: that is logged.
     *
     * @return empty when the port is taken
     * @throws StartFailedException when it must not be opened, or cannot be
     */
    public static Optional<ManagementServer> start(Engine engine) {
        DeploymentConfig.Management settings = engine.config().management();
        Authenticator authenticator = new Authenticator(credentials(settings, engine.config()), System::nanoTime);
        try {
            return Optional.of(new ManagementServer(engine.config(), routes(engine, authenticator), authenticator));
        } catch (PortInUseException e) {
            LOG.error(
                    "management {}; the engine runs without it. Set [management] port in deployment.toml",
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static Credentials credentials(DeploymentConfig.Management settings, DeploymentConfig config) {
        try {
            return Credentials.of(settings, config.directory());
        } catch (IOException e) {
            LOG.error(
                    "management: no password: {} (expected: {} in the conf directory, or [management] password); only"
                            + " health is told",
                    e.toString(),
                    Credentials.FILE);
            return Credentials.none();
        }
    }

    static Routes routes(Engine engine, Authenticator authenticator) {
        Routes routes = new Routes();
        routes.open(HttpMethod.GET, "/health/live", call -> health(true))
                .open(HttpMethod.GET, "/health/ready", call -> health(engine.ready()))
                .plain(HttpMethod.GET, "/management/login", call -> {
                    Reply reply = Reply.ok();
                    reply.body().put("AccessToken", authenticator.token());
                    return reply;
                })
                .plain(HttpMethod.GET, "/management/openapi.json", call -> Reply.text("application/json", openApi()));
        new Connections(engine.sessions()).addTo(routes);
        new Groups(engine.sessions()).addTo(routes);
        new Labels(engine.sessions()).addTo(routes);
        new AwsConnections(engine.sessions()).addTo(routes);
        new WebSocketListing(engine.sessions()).addTo(routes);
        new InboundSwitches(engine.inboundEndpoints()).addTo(routes);
        return routes;
    }

    private static Reply health(boolean good) {
        Reply reply = Reply.json(good ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE);
        reply.body().put("status", good ? "UP" : "DOWN");
        return reply;
    }

    /** The description of all requests (OpenAPI 3.1). */
    static String openApi() {
        try (InputStream in = ManagementServer.class.getResourceAsStream(OPENAPI)) {
            if (in == null) {
                throw new IllegalStateException(OPENAPI + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens: {@code http://127.0.0.1:9164}. */
    public String address() {
        return ManagementAddress.of(config, ((InetSocketAddress) channel.localAddress()).getPort());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        tls.close();
    }
}
