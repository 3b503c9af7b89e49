package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.LocalSessionRegistry;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.PortInUseException;
import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.tls.TlsFailures;
import dev.myelin.engine.transport.ws.settings.Binding;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bound port with the inbound endpoints that share it, told apart by path. */
final class WsListener {
    private static final int MAX_REQUEST_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;

    private final EventLoops loops;
    private final LocalSessionRegistry registry;
    private final int port;
    private final Binding binding;
    private final Optional<TlsContext> tls;
    private final TlsFailures tlsFailures = new TlsFailures();
    private final Set<ServerHandshake> handshakes = ConcurrentHashMap.newKeySet();
    private volatile List<Inbound> inbounds = List.of();
    private volatile @Nullable Channel channel;

    /**
     * The inbound endpoint that a request is for.
     *
     * @param variables of its path template
     */
    record Match(Inbound inbound, Map<String, String> variables) {}

    WsListener(EventLoops loops, LocalSessionRegistry registry, int port, Binding binding, Optional<TlsContext> tls) {
        this.loops = loops;
        this.registry = registry;
        this.port = port;
        this.binding = binding;
        this.tls = tls;
    }

    /** Adds an inbound endpoint; before {@link #bind()}. */
    void add(Inbound inbound) {
        List<Inbound> all = new ArrayList<>(inbounds);
        all.add(inbound);
        all.sort(Comparator.comparingInt((Inbound each) -> each.path().weight()).reversed());
        inbounds = List.copyOf(all);
    }

    /** Takes an inbound endpoint away; whether it was the last. */
    boolean remove(Inbound inbound) {
        inbounds = inbounds.stream().filter(each -> each != inbound).toList();
        return inbounds.isEmpty();
    }

    /** The most exact inbound endpoint for {@code path}. */
    Optional<Match> match(String path) {
        for (Inbound inbound : inbounds) {
            Optional<Map<String, String>> variables = inbound.path().match(path);
            if (variables.isPresent()) {
                return Optional.of(new Match(inbound, variables.get()));
            }
        }
        return Optional.empty();
    }

    /** A client gets no TLS. */
    void tlsFailed(Channel accepted, Throwable failure) {
        registry.refused(CloseCause.HANDSHAKE_REFUSED);
        tlsFailures.failed(accepted, failure);
    }

    void refused(CloseCause cause) {
        registry.refused(cause);
    }

    /** A client has connected and has no answer yet. */
    void joined(ServerHandshake handshake) {
        handshakes.add(handshake);
    }

    /** It has its answer, or has left. */
    void left(ServerHandshake handshake) {
        handshakes.remove(handshake);
    }

    /** Refuses the handshakes under way at inbound endpoints that take nobody any more. */
    void drain() {
        handshakes.forEach(ServerHandshake::drain);
    }

    Binding binding() {
        return binding;
    }

    /** How long a handshake may take: it is not known whose it is before it is read. */
    Duration handshakeTimeout() {
        return inbounds.stream()
                .map(inbound -> inbound.settings().times().handshake())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ofSeconds(10));
    }

    /**
     * Binds the port, if it has one of its own.
     *
     * @param http the pipeline of a port that answers HTTP requests as well
     * @throws PortInUseException when it is taken
     */
    void bind(Function<WebSocketPaths, ChannelHandler> http) {
        if (!binding.isPort()) {
            return;
        }
        Duration timeout = handshakeTimeout();
        WebSocketPaths paths = new WebSocketPaths(this);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.acceptors(), loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        if (binding.answersRequests()) {
                            tls.ifPresent(context -> accepted.pipeline().addLast(context.accept(accepted, timeout)));
                            accepted.pipeline().addLast(http.apply(paths));
                            return;
                        }
                        // The timeout of the opening handshake counts for that of TLS too.
                        tls.ifPresent(context -> accepted.pipeline().addLast(context.accept(accepted, Duration.ZERO)));
                        accepted.pipeline()
                                .addLast(
                                        new HttpServerCodec(MAX_REQUEST_LINE, MAX_HEADERS, 8 * 1024),
                                        new ServerHandshake(WsListener.this, timeout));
                    }
                });
        var binding = bootstrap.bind(port).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw failure(binding.cause());
        }
        channel = binding.channel();
    }

    private RuntimeException failure(Throwable cause) {
        boolean inUse = PortInUseException.isBindFailure(cause)
                || String.valueOf(cause.getMessage()).contains("in use");
        return inUse
                ? new PortInUseException(port, owners())
                : new IllegalStateException("port: " + port + " (expected: one to listen on): " + cause.getMessage());
    }

    private String owners() {
        return "inboundEndpoint " + inbounds.stream().map(Inbound::name).collect(Collectors.joining(", "));
    }

    /** The bound port; differs from the configured one when that is 0. */
    int boundPort() {
        Channel bound = channel;
        return bound != null && bound.localAddress() instanceof InetSocketAddress address ? address.getPort() : port;
    }

    /** Whether clients can connect. */
    boolean isBound() {
        return channel != null;
    }

    /** Whether any of the inbound endpoints takes clients. */
    boolean isWanted() {
        return inbounds.stream().anyMatch(Inbound::isActive);
    }

    boolean isSecure() {
        return tls.isPresent();
    }

    List<Inbound> inbounds() {
        return inbounds;
    }

    /** Stops accepting, and refuses whoever has connected without having sent a whole handshake. */
    void close() {
        Channel bound = channel;
        if (bound != null) {
            bound.close().awaitUninterruptibly();
            channel = null;
        }
        handshakes.forEach(ServerHandshake::end);
    }
}
