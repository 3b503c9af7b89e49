package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.ws.settings.Binding;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.AsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket inbound endpoints of a port that speaks HTTP as well. Whoever reads HTTP there asks it about each request
 * that wants to become a WebSocket, and on a port of {@code httpws} endpoints about the others, too.
 */
public final class WebSocketPaths {
    private final WsListener listener;

    WebSocketPaths(WsListener listener) {
        this.listener = listener;
    }

    /**
     * Where a request without an upgrade goes.
     *
     * @param inbound the inbound endpoint's name
     * @param active whether it takes requests
     * @param route of its messages; null while it is stopped
     * @param replySequence what replies of back-ends run
     * @param apis which of its requests go to proxies and APIs first
     * @param variables of the path
     */
    public record Target(
            String inbound,
            boolean active,
            @Nullable AsyncProcessor route,
            Optional<String> replySequence,
            Optional<Pattern> apis,
            Map<String, String> variables) {}

    /** Whether there are none. */
    public boolean isEmpty() {
        return listener.inbounds().isEmpty();
    }

    /** Whether all requests of the port are theirs; else only upgrades of their paths are. */
    public boolean ownPort() {
        return listener.binding().isPort();
    }

    /** Whether there are WebSocket clients at all. */
    public boolean takesUpgrades() {
        return listener.binding() != Binding.REQUEST_PORT;
    }

    /** Whether an upgrade for {@code uri} is theirs to answer. */
    public boolean takes(String uri) {
        return takesUpgrades() && (ownPort() || listener.match(path(uri)).isPresent());
    }

    /** The inbound endpoint for a request without an upgrade. */
    public Optional<Target> target(String uri) {
        return listener.match(path(uri)).map(match -> {
            Inbound inbound = match.inbound();
            WsConsumer messages = inbound.route(SessionEvent.MESSAGE);
            return new Target(
                    inbound.name(),
                    inbound.isActive(),
                    messages == null ? null : messages.getAsyncProcessor(),
                    inbound.settings().outSequence().map(out -> replySequence(inbound.name())),
                    inbound.settings().dispatch().apis(),
                    match.variables());
        });
    }

    /** The name of the sequence that replies to HTTP requests of an inbound endpoint run. */
    public static String replySequence(String inbound) {
        return "inbound/" + inbound + "/outSequence";
    }

    /**
     * Takes a connection over. Nothing but the HTTP codec, and what comes before it, may be left in its pipeline.
     *
     * @param received the request that asks for the upgrade, and what has come behind it
     */
    public void upgrade(Channel channel, List<Object> received) {
        channel.pipeline().addLast(new ServerHandshake(listener, listener.handshakeTimeout()));
        ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
        codec.fireChannelActive();
        received.forEach(codec::fireChannelRead);
    }

    /** How long a handshake may take. */
    public Duration handshakeTimeout() {
        return listener.handshakeTimeout();
    }

    /** Their paths, as templates. */
    public List<String> paths() {
        return listener.inbounds().stream()
                .filter(Inbound::isActive)
                .map(inbound -> inbound.settings().path())
                .map(path -> path.isEmpty() ? "/" : path)
                .toList();
    }

    /** The path of a request target, which has scheme and host when the client takes us for a proxy. */
    private static String path(String uri) {
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        int from = scheme < 0 ? 0 : Math.max(uri.indexOf('/', scheme + 3), 0);
        int query = uri.indexOf('?', from);
        return uri.substring(from, query < 0 ? uri.length() : query);
    }
}
