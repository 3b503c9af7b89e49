package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Sequences;
import dev.myelin.engine.session.LocalSessionRegistry;
import dev.myelin.engine.session.SessionIds;
import dev.myelin.engine.transport.ws.deflate.Zlib;
import dev.myelin.engine.transport.ws.limits.Admission;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import dev.myelin.engine.transport.ws.limits.Denial;
import dev.myelin.engine.transport.ws.limits.Gate;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import dev.myelin.engine.transport.ws.settings.PathTemplate;
import dev.myelin.engine.transport.ws.spi.PipelineHandler;
import dev.myelin.engine.transport.ws.spi.SubprotocolHandler;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A deployed inbound endpoint: its settings, the routes its messages run, and its live sessions by path. */
final class Inbound {
    private final InboundSettings settings;
    private final PathTemplate path;
    private final Services services;
    private final Plugins plugins;
    private final Origins origins;
    private final Gate gate;
    private final Map<String, Set<WsSession>> byPath = new ConcurrentHashMap<>();
    private volatile @Nullable WsConsumer messages;
    private volatile @Nullable WsConsumer connects;
    private volatile @Nullable WsConsumer disconnects;
    private volatile @Nullable WsConsumer replies;

    /**
     * What all inbound endpoints share.
     *
     * @param admission who may connect
     * @param buffers what connections hold in memory
     * @param connector opens back-end legs
     * @param requests says what their handshakes ask for
     * @param zlib compresses on connections that agree to it
     */
    record Services(
            LocalSessionRegistry registry,
            SessionIds ids,
            Sequences sequences,
            Admission admission,
            BufferBudget buffers,
            BackendConnector connector,
            BackendRequests requests,
            Zlib zlib) {}

    /**
     * The plug-ins of an inbound endpoint, made anew for every connection.
     *
     * @param subprotocols of {@code ws.subprotocol.handler.class}
     * @param pipeline of {@code ws.pipeline.handler.class}
     */
    record Plugins(List<Supplier<SubprotocolHandler>> subprotocols, Optional<Supplier<PipelineHandler>> pipeline) {}

    Inbound(InboundSettings settings, Services services, Plugins plugins) {
        this.settings = settings;
        this.path = PathTemplate.parse(settings.path());
        this.services = services;
        this.plugins = plugins;
        this.origins = new Origins(settings.protocol().allowedOrigins());
        this.gate = services.admission().gate(settings.name(), settings.admission());
    }

    String name() {
        return settings.name();
    }

    InboundSettings settings() {
        return settings;
    }

    PathTemplate path() {
        return path;
    }

    Services services() {
        return services;
    }

    Plugins plugins() {
        return plugins;
    }

    /** The route of client messages has started or stopped. */
    void messages(@Nullable WsConsumer consumer) {
        messages = consumer;
    }

    /** The route of handshakes alone has started or stopped. */
    void connects(@Nullable WsConsumer consumer) {
        connects = consumer;
    }

    /** The route of ends alone has started or stopped. */
    void disconnects(@Nullable WsConsumer consumer) {
        disconnects = consumer;
    }

    /** The route of back-end frames has started or stopped. */
    void replies(@Nullable WsConsumer consumer) {
        replies = consumer;
    }

    /** The route that messages of {@code event} run; null when it is not running. */
    @Nullable
    WsConsumer route(SessionEvent event) {
        return switch (event) {
            case HANDSHAKE -> settings.events().connectSequence().isPresent() ? connects : messages;
            case TERMINATE -> settings.events().disconnectSequence().isPresent() ? disconnects : messages;
            case MESSAGE -> messages;
            case READY, REPLY -> replies;
        };
    }

    /** Begins a session; the client waits. */
    WsSession handshake(
            Channel channel, ServerHandshake handshake, UpgradeRequest request, Map<String, String> variables) {
        WsSession session = new WsSession(this, channel, handshake, request, variables);
        session.begin();
        return session;
    }

    /** A session is open: broadcasts reach it from now on. */
    void joined(WsSession session) {
        byPath.computeIfAbsent(session.path(), any -> ConcurrentHashMap.newKeySet())
                .add(session);
    }

    /** A session ends: broadcasts no longer reach it. */
    void left(WsSession session) {
        byPath.computeIfPresent(session.path(), (any, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** The open sessions of a path. */
    Set<WsSession> sessions(String ofPath) {
        return byPath.getOrDefault(ofPath, Set.of());
    }

    /** Whether the request's origin may connect: none given, the same host, or one of the list. */
    boolean allowsOrigin(HttpHeaders headers) {
        return origins.allow(headers);
    }

    /**
     * Gives a client a place, which it keeps until its connection ends; or says why there is none, before anything is
     * run.
     */
    Optional<Denial> admit(Channel channel) {
        String client = channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? Gate.client(remote.getAddress())
                : "";
        Optional<Denial> denial = gate.enter(client);
        if (denial.isEmpty()) {
            channel.closeFuture().addListener(gone -> gate.leave(client));
        }
        return denial;
    }

    /** Whether clients are taken. */
    boolean isActive() {
        return !gate.isShut();
    }

    /** Who is let in. */
    Gate gate() {
        return gate;
    }
}
