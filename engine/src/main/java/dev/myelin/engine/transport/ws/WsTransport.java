package dev.myelin.engine.transport.ws;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.config.Sizes;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.Sequences;
import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.LocalSessionRegistry;
import dev.myelin.engine.session.SessionIds;
import dev.myelin.engine.session.SessionRegistry;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.tls.TlsContexts;
import dev.myelin.engine.transport.tls.TlsException;
import dev.myelin.engine.transport.ws.deflate.Zlib;
import dev.myelin.engine.transport.ws.limits.Admission;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import dev.myelin.engine.transport.ws.limits.Drain;
import dev.myelin.engine.transport.ws.settings.Binding;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import io.netty.channel.ChannelHandler;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket side of the engine: inbound endpoints on their ports, the sender, the connections to back-ends. Made
 * before the routes, bound after they have started.
 */
public final class WsTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WsTransport.class);

    private final EventLoops loops;
    private final DeploymentConfig config;
    private final Sequences sequences;
    private final ClassLoader lib;
    private final LocalSessionRegistry registry;
    private final Admission admission;
    private final TlsContexts tls;
    private final BackendTls backendTls;
    private final Zlib zlib;
    private final BackendConnector connector;
    private final BackendPool pool;
    private final WsSender sender;
    private final Inbound.Services services;
    private final Map<String, Inbound> inbounds = new ConcurrentHashMap<>();
    private final Map<Integer, WsListener> listeners = new ConcurrentSkipListMap<>();
    private int ownPorts;
    private volatile @Nullable Function<WebSocketPaths, ChannelHandler> http;

    /**
     * Makes the transport.
     *
     * @param sequences for messages that take too long, and replies to HTTP callers
     * @param lib where handler classes are looked up
     * @param tls of {@code wss} listeners and back-ends
     */
    public WsTransport(
            EventLoops loops, DeploymentConfig config, Sequences sequences, ClassLoader lib, TlsContexts tls) {
        this.loops = loops;
        this.config = config;
        this.sequences = sequences;
        this.lib = lib;
        this.admission = new Admission(
                Integer.parseInt(config.websocket().getOrDefault("ws.max.total.connections", "0")),
                config.server().drainTime(),
                System::nanoTime);
        this.tls = tls;
        this.backendTls = new BackendTls(config, tls);
        this.zlib = new Zlib(Sizes.parse(config.websocket().getOrDefault("ws.max.compression.memory", "64MiB")));
        this.connector = new BackendConnector(loops, zlib, backendTls);
        SenderHeaders ws = SenderHeaders.of(config.ws());
        BackendRequests requests = new BackendRequests(ws, SenderHeaders.of(config.wss(), ws), backendTls);
        InboundSettings defaults = InboundSettings.defaults("[websocket]", config.websocket());
        String maxBuffered = config.websocket()
                .getOrDefault("ws.max.buffered", String.valueOf(PlatformDependent.maxDirectMemory() / 2));
        BufferBudget buffers = new BufferBudget(Sizes.parse(maxBuffered), System::nanoTime);
        this.registry = new LocalSessionRegistry(buffers.account()::hold);
        this.pool =
                new BackendPool(defaults, loops, this::transportOutSequence, sequences, connector, requests, buffers);
        this.sender = new WsSender(config, pool);
        this.services = new Inbound.Services(
                registry, new SessionIds(), sequences, admission, buffers, connector, requests, zlib);
    }

    /** The sequence of frames for HTTP callers: that of the configuration, else MI's default name, else {@code main}. */
    private Optional<String> transportOutSequence() {
        return config.ws()
                .outSequence()
                .or(() -> config.wss().outSequence())
                .or(() -> Optional.of("outflowDispatchSeq").filter(sequences::contains))
                .or(() -> Optional.of("main").filter(sequences::contains));
    }

    /**
     * Takes in an inbound endpoint; bound by {@link #bind()}.
     *
     * @throws IllegalArgumentException when a handler class is not there or not of our SPI; the message names it
     * @throws TlsException when its certificates cannot be used
     */
    public void add(InboundSettings settings) {
        add(settings, true);
    }

    /** The same for an inbound endpoint that may take clients only once it is {@linkplain #activate activated}. */
    public void add(InboundSettings settings, boolean active) {
        Inbound inbound = new Inbound(settings, services, new PluginLoader(lib).load(settings));
        if (!active) {
            inbound.gate().close();
        }
        Optional<TlsContext> secure = settings.address().tls().map(tls::listener);
        int offset = settings.address().usePortOffset() ? config.server().offset() : 0;
        int port = settings.port() == 0 ? 0 : settings.port() + offset;
        inbounds.put(settings.name(), inbound);
        Binding binding = settings.address().binding();
        if (!binding.isPort()) {
            listener(binding).add(inbound);
            return;
        }
        // Port 0 is a port of its own for each endpoint: that of the system's choice.
        int key = port == 0 ? - ++ownPorts : port;
        listeners
                .computeIfAbsent(key, any -> new WsListener(loops, registry, port, binding, secure))
                .add(inbound);
    }

    /** What is bound by path to a listener of the HTTP transport. */
    private WsListener listener(Binding binding) {
        return listeners.computeIfAbsent(
                Integer.MIN_VALUE + binding.ordinal(),
                any -> new WsListener(loops, registry, -1, binding, Optional.empty()));
    }

    /** The inbound endpoints at a listener of the HTTP transport, which asks them about upgrades. */
    public WebSocketPaths pathsOf(Binding listener) {
        return new WebSocketPaths(listener(listener));
    }

    /**
     * Binds all listeners.
     *
     * @param http makes the pipeline of an accepted connection of a port that answers HTTP requests as well
     * @throws dev.myelin.engine.transport.PortInUseException when a port is taken
     */
    public void bind(Function<WebSocketPaths, ChannelHandler> http) {
        this.http = http;
        listeners.values().stream().filter(WsListener::isWanted).forEach(listener -> listener.bind(http));
    }

    /** Whether an inbound endpoint takes clients; empty when there is none of this name. */
    public Optional<Boolean> isActive(String inboundEndpoint) {
        return Optional.ofNullable(inbounds.get(inboundEndpoint)).map(Inbound::isActive);
    }

    /**
     * Lets an inbound endpoint take clients, and binds its port. Nothing happens when it does, or is not there.
     *
     * @throws dev.myelin.engine.transport.PortInUseException when the port is taken
     */
    public synchronized void activate(String inboundEndpoint) {
        Inbound inbound = inbounds.get(inboundEndpoint);
        Function<WebSocketPaths, ChannelHandler> pipeline = http;
        if (inbound == null || inbound.isActive() || pipeline == null) {
            return;
        }
        listenerOf(inbound).filter(listener -> !listener.isBound()).ifPresent(listener -> listener.bind(pipeline));
        inbound.gate().open();
        LOG.info("inbound endpoint {}: active", inboundEndpoint);
    }

    /**
     * Lets an inbound endpoint take no more clients: handshakes get 503, a port that was its own is closed, and its
     * sessions get its close code, spread over the drain time. Does not wait for that.
     */
    public synchronized void deactivate(String inboundEndpoint) {
        Inbound inbound = inbounds.get(inboundEndpoint);
        if (inbound == null || !inbound.isActive()) {
            return;
        }
        inbound.gate().close();
        listenerOf(inbound).ifPresent(listener -> {
            listener.drain();
            if (listener.binding().isPort() && !listener.isWanted()) {
                listener.close();
            }
        });
        List<LiveSession> open = sessionsOf(inboundEndpoint);
        if (!open.isEmpty()) {
            drain(open, CloseCause.UNDEPLOYED);
        }
        LOG.info("inbound endpoint {}: inactive", inboundEndpoint);
    }

    private Optional<WsListener> listenerOf(Inbound inbound) {
        return listeners.values().stream()
                .filter(listener -> listener.inbounds().contains(inbound))
                .findFirst();
    }

    private List<LiveSession> sessionsOf(String inboundEndpoint) {
        return registry.all().stream()
                .filter(session -> session.inboundEndpoint().equals(inboundEndpoint))
                .toList();
    }

    /** The addresses of all listeners and paths, such as {@code ws://localhost:9092/}. */
    public List<String> addresses() {
        String host = config.server().hostname();
        return listeners.values().stream()
                .filter(listener -> listener.binding().isPort() && listener.isBound())
                .flatMap(listener -> {
                    String authority = (listener.isSecure() ? "s" : "") + "://" + host + ":" + listener.boundPort();
                    Stream<String> http =
                            listener.binding().answersRequests() ? Stream.of("http" + authority) : Stream.empty();
                    WebSocketPaths paths = new WebSocketPaths(listener);
                    Stream<String> webSocket = paths.takesUpgrades()
                            ? paths.paths().stream().map(path -> "ws" + authority + path)
                            : Stream.empty();
                    return Stream.concat(http, webSocket);
                })
                .toList();
    }

    /** The bound port of an inbound endpoint; -1 when there is none of this name. */
    public int port(String inboundEndpoint) {
        return listeners.values().stream()
                .filter(listener -> listener.inbounds().stream()
                        .anyMatch(inbound -> inbound.name().equals(inboundEndpoint)))
                .mapToInt(WsListener::boundPort)
                .findFirst()
                .orElse(-1);
    }

    /** Begins to read the certificates for an endpoint that sends to {@code wss}. */
    public void prepareTls(Map<String, String> properties) {
        if (config.wss().enabled()) {
            backendTls.prepare(properties);
        }
    }

    /** Sends to {@code ws://} and {@code wss://}. */
    public Sender sender() {
        return sender;
    }

    /** The requests to back-ends whose callers wait for replies. */
    public RequestCounters requests() {
        return pool.counters();
    }

    /** Sends to {@code connection:} addresses, the clients that are connected. */
    public Sender connectionSender() {
        return new ConnectionSender(registry);
    }

    /** The live sessions. */
    public SessionRegistry sessions() {
        return registry;
    }

    @Nullable
    Inbound inbound(String name) {
        return inbounds.get(name);
    }

    BackendPool pool() {
        return pool;
    }

    Sequences sequences() {
        return sequences;
    }

    /** The fault sequence of frames that nobody waits for. */
    Optional<String> transportFaultSequence() {
        return config.ws().faultSequence().or(() -> config.wss().faultSequence());
    }

    /** Whether clients are taken; not any more once {@link #drain()} has begun. */
    public boolean isReady() {
        return !admission.isDraining();
    }

    /**
     * Ends the sessions: new handshakes and those under way get 503; sessions get the close code of their endpoint, spread
     * over the drain time. Returns when all have ended, or have had their time to.
     */
    public void drain() {
        admission.drain();
        listeners.values().forEach(WsListener::drain);
        end(List.copyOf(registry.all()), CloseCause.SHUTDOWN);
    }

    /**
     * Takes an inbound endpoint away: as {@link #drain()} for its clients alone; then its path answers 404, and a port that
     * was its own is closed. Nothing happens when there is none of this name.
     */
    public synchronized void undeploy(String inboundEndpoint) {
        Inbound inbound = inbounds.get(inboundEndpoint);
        if (inbound == null) {
            return;
        }
        inbound.gate().close();
        listeners.values().forEach(WsListener::drain);
        end(sessionsOf(inboundEndpoint), CloseCause.UNDEPLOYED);
        inbounds.remove(inboundEndpoint);
        listeners.values().removeIf(listener -> {
            boolean last = listener.inbounds().contains(inbound) && listener.remove(inbound);
            // A listener of the HTTP transport stays, whoever is bound to it.
            boolean ends = last && listener.binding().isPort();
            if (ends) {
                listener.close();
            }
            return ends;
        });
    }

    private void end(List<LiveSession> sessions, CloseCause cause) {
        Duration time = config.server().drainTime();
        try {
            drain(sessions, cause).await();
            if (!registry.awaitEnd(sessions, time.plus(longestClose()))) {
                LOG.warn("Sessions that did not end in time are cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Drain drain(List<LiveSession> sessions, CloseCause cause) {
        Consumer<LiveSession> close = session -> {
            Inbound inbound = inbounds.get(session.inboundEndpoint());
            if (inbound != null) {
                session.close(cause, inbound.settings().protocol().shutdown());
            }
        };
        return new Drain(sessions, close, loops.group().next(), config.server().drainTime()).begin();
    }

    /** How long clients may take to answer a close frame. */
    private Duration longestClose() {
        return inbounds.values().stream()
                .map(inbound -> inbound.settings().times().close())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Drains, unless that was done, and closes the ports and the connections that serve HTTP callers. */
    @Override
    public void close() {
        if (isReady()) {
            drain();
        }
        listeners.values().forEach(WsListener::close);
        pool.close();
        connector.close();
        zlib.close();
    }
}
