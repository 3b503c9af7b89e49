package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import dev.myelin.engine.message.WebSocketEvent;
import dev.myelin.engine.session.SessionOwned;
import dev.myelin.engine.session.SessionRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A session as the source of its messages of one event: what can be read of it, and where {@code respond} goes. */
final class SessionSource implements Source, SessionOwned {
    private static final String LABEL = "websocket.label.";

    private final WsSession session;
    private final SessionEvent event;
    private final String subscriberPath;
    private final @Nullable ControlFrame control;

    SessionSource(WsSession session, SessionEvent event, String subscriberPath) {
        this(session, event, subscriberPath, null);
    }

    /** Makes the source of a ping or pong. */
    SessionSource(WsSession session, SessionEvent event, String subscriberPath, @Nullable ControlFrame control) {
        this.session = session;
        this.event = event;
        this.subscriberPath = subscriberPath;
        this.control = control;
    }

    /** What kind of control frame its messages are; null for data. */
    @Nullable
    ControlFrame control() {
        return control;
    }

    @Override
    public WsSession session() {
        return session;
    }

    @Override
    public SessionRegistry registry() {
        return session.inbound().services().registry();
    }

    SessionEvent event() {
        return event;
    }

    @Override
    public void respond(Exchange exchange) {
        session.respond(exchange, event);
    }

    /** A client that closes as it should has its messages delivered nevertheless; so has the end of the session itself. */
    @Override
    public Waiting whenGone(Runnable task) {
        return event == SessionEvent.TERMINATE
                ? Source.super.whenGone(task)
                : session.client().whenLost(task);
    }

    @Override
    public Optional<String> replySequence() {
        return session.inbound().settings().outSequence();
    }

    @Override
    public Iterable<Map.Entry<String, String>> requestHeaders() {
        return session.request().headers();
    }

    @Override
    public @Nullable Object property(Exchange exchange, Scope scope, String name) {
        return switch (scope) {
            case DEFAULT -> {
                Object found = ofSession(name);
                yield found != null ? found : ofMessage(exchange, name);
            }
            case AXIS2 -> {
                Object found = ofTransport(name);
                found = found != null ? found : ofSession(name);
                yield found != null ? found : ofMessage(exchange, name);
            }
            default -> null;
        };
    }

    private @Nullable Object ofTransport(String name) {
        return switch (name) {
            case "TransportInURL" ->
                (session.client().isSecure() ? "wss://" : "ws://")
                        + session.request().headers().get("Host", "")
                        + session.request().uri();
            case "clientId" -> session.id();
            case "REMOTE_ADDR", "REMOTE_HOST" -> session.request().peerAddress();
            case "tenantDomain" -> "carbon.super";
            default -> null;
        };
    }

    private @Nullable Object ofSession(String name) {
        return switch (name) {
            case "isInbound" -> Boolean.TRUE;
            case "inbound.endpoint.name", "api.caller" -> session.inboundEndpoint();
            case "websocket.source.channel.identifier", "websocket.correlation.id", "websocket.connection.id" ->
                session.id();
            case "websocket.subscriber.path" -> subscriberPath;
            case "websocket.connected.at" -> session.connectedAt().toString();
            case "websocket.peer.address" -> session.request().peerAddress();
            case "websocket.subprotocol" -> emptyToNull(session.subprotocol());
            case "ws.outflow.dispatch.sequence" ->
                session.inbound().settings().outSequence().orElse(null);
            case "ws.outflow.dispatch.fault.sequence" ->
                session.inbound().settings().faultSequence().orElse(null);
            default ->
                name.startsWith(LABEL) ? label(name) : session.properties().get(name);
        };
    }

    private @Nullable String label(String name) {
        return registry().marks(session).labels().get(name.substring(LABEL.length()));
    }

    private @Nullable Object ofMessage(Exchange exchange, String name) {
        return switch (name) {
            case "websocket.event.type" -> event.type().name();
            case "source.handshake.present", "websocket.source.handshake.present" -> flag(SessionEvent.HANDSHAKE);
            case "websocket.target.handshake.present" -> flag(SessionEvent.READY);
            case "connection.terminate" -> flag(SessionEvent.TERMINATE);
            case "websocket.text.frame.present" -> frame(exchange, Payload.Kind.TEXT);
            case "websocket.binary.frame.present" -> frame(exchange, Payload.Kind.BINARY);
            case "websocket.ping.frame.present" -> control == ControlFrame.PING ? Boolean.TRUE : null;
            case "websocket.pong.frame.present" -> control == ControlFrame.PONG ? Boolean.TRUE : null;
            case "websocket.message.id" -> messageId(exchange);
            case "websocket.disconnect.code", "websocket.close.code" ->
                disconnect() ? session.end().code() : null;
            case "websocket.disconnect.reason", "websocket.reason.text" ->
                disconnect() ? session.end().reason() : null;
            default -> null;
        };
    }

    private boolean disconnect() {
        return event == SessionEvent.TERMINATE;
    }

    private @Nullable Boolean flag(SessionEvent ofEvent) {
        return event == ofEvent ? Boolean.TRUE : null;
    }

    private @Nullable Boolean frame(Exchange exchange, Payload.Kind kind) {
        if (control != null || event != SessionEvent.MESSAGE && event != SessionEvent.REPLY) {
            return null;
        }
        return Payload.of(exchange).isFrame() && Payload.of(exchange).kind() == kind;
    }

    private String messageId(Exchange exchange) {
        return MessageContext.of(exchange)
                .messageId(session.inbound().services().ids()::next);
    }

    @Override
    public WebSocketEvent event(Exchange exchange) {
        WebSocketEvent.Type type = event.type();
        boolean message = type == WebSocketEvent.Type.MESSAGE;
        boolean connect = type == WebSocketEvent.Type.CONNECT;
        return new WebSocketEvent(
                session.inbound().settings().events().format(),
                session.id(),
                type,
                session.connectedAt(),
                message ? Optional.of(messageId(exchange)) : Optional.empty(),
                connect ? session.client().offeredSubprotocols() : List.of(),
                connect ? Optional.of(session.request().uri()) : Optional.empty(),
                Forwarding.forwardedFor(session.request()),
                disconnect()
                        ? Optional.of(new WebSocketEvent.End(
                                session.end().code(), session.end().reason()))
                        : Optional.empty());
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
