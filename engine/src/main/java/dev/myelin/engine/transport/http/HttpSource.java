package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request as the source of its messages: what can be read of it, and the caller who waits for one answer. */
final class HttpSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSource.class);
    private static final String QUERY = "query.param.";
    private static final String VARIABLE = "uri.var.";

    private final Channel channel;
    private final String method;
    private final String uri;
    private final HttpHeaders headers;
    private final Payload payload;
    private final Port port;
    private @Nullable ProxySettings proxy;
    private ApiTable.@Nullable Match api;
    private Optional<String> replySequence = Optional.empty();
    private WebSocketPaths.@Nullable Target inbound;
    private String postfix = "";
    private @Nullable Cors cors;
    private Collection<String> corsMethods = List.of();
    private @Nullable Map<String, List<String>> query;
    private @Nullable FullHttpResponse reply;
    private boolean ended;

    /**
     * What a request came in by.
     *
     * @param listener of the HTTP transport
     * @param paths the WebSocket inbound endpoints there
     */
    record Port(HttpListener listener, WebSocketPaths paths) {}

    HttpSource(Channel channel, FullHttpRequest request, Payload payload, Port port) {
        this.channel = channel;
        this.method = request.method().name();
        this.uri = request.uri();
        this.headers = request.headers();
        this.payload = payload;
        this.port = port;
    }

    /** The WebSocket inbound endpoints of the port. */
    WebSocketPaths paths() {
        return port.paths();
    }

    String method() {
        return method;
    }

    /** {@code https} or {@code http}: how the request came. */
    String scheme() {
        return TlsConnections.isSecure(channel) ? "https" : "http";
    }

    String uri() {
        return uri;
    }

    HttpHeaders headers() {
        return headers;
    }

    /** The request's own payload, to tell it from what a sequence made. */
    Payload payload() {
        return payload;
    }

    /** Says which proxy takes the request, and what follows its name in the URI. */
    void dispatchedTo(ProxySettings settings, String rest, Exchange exchange) {
        proxy = settings;
        replySequence = settings.replySequence();
        postfix(rest, exchange);
    }

    /** Says which resource of an API takes the request. */
    void dispatchedTo(ApiTable.Match match, Exchange exchange) {
        api = match;
        replySequence = match.resource().replySequence();
        postfix(match.rest(), exchange);
    }

    /** Says which web pages may read the answer. */
    void answersTo(Optional<Cors> pages, Collection<String> methods) {
        cors = pages.orElse(null);
        corsMethods = methods;
    }

    /** Adds to an answer what every answer to this request has. */
    FullHttpResponse finished(FullHttpResponse answer) {
        if (cors != null) {
            cors.apply(headers, answer.headers(), corsMethods);
        }
        return answer;
    }

    /** Says that the sequence {@code main} takes the request, and the replies to it. */
    void dispatchedToMain() {
        replySequence = Optional.of(HttpTransport.MAIN);
    }

    private void postfix(String rest, Exchange exchange) {
        postfix = rest;
        if (!rest.isEmpty()) {
            // A property of the message itself: sequences remove it to keep it out of the back-end's address.
            MessageContext.set(exchange, Scope.AXIS2, "REST_URL_POSTFIX", rest);
        }
    }

    /** Removes the headers by which back-ends hear of events of sessions, where what takes the request calls such ones. */
    void forgetEvents() {
        if (port.paths().takesUpgrades()) {
            EventHeaders.remove(headers);
        }
    }

    /** Says which inbound endpoint takes the request. */
    void dispatchedTo(WebSocketPaths.Target target) {
        inbound = target;
        replySequence = target.replySequence();
    }

    @Override
    public @Nullable Object property(Exchange exchange, Scope scope, String name) {
        return switch (scope) {
            case AXIS2 -> axis2(name);
            case DEFAULT -> synapse(name);
            default -> null;
        };
    }

    private @Nullable Object axis2(String name) {
        return switch (name) {
            case "HTTP_METHOD", "HTTP_METHOD_OBJECT" -> method;
            case "TransportInURL" -> uri;
            case "REMOTE_ADDR" ->
                remote() == null ? null : remote().getAddress().getHostAddress();
            case "REMOTE_HOST" -> remote() == null ? null : remote().getHostString();
            case "ContentType" -> headers.get(HttpHeaderNames.CONTENT_TYPE);
            case "messageType" -> {
                String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
                yield type == null ? null : Headers.mediaType(type);
            }
            default -> null;
        };
    }

    private @Nullable Object synapse(String name) {
        return switch (name) {
            case "To", "REST_FULL_REQUEST_PATH" -> uri;
            case "REST_METHOD" -> method;
            case "REST_SUB_REQUEST_PATH" -> postfix;
            case "proxy.name" -> proxy == null ? null : proxy.name();
            case "TRANSPORT_IN_NAME" -> scheme();
            default -> name.startsWith(QUERY) ? parameter(name.substring(QUERY.length())) : ofTaker(name);
        };
    }

    private @Nullable Object ofTaker(String name) {
        return inbound == null ? ofApi(name) : ofInbound(name);
    }

    private @Nullable Object ofApi(String name) {
        ApiTable.Match match = api;
        if (match == null) {
            return null;
        }
        return switch (name) {
            case "SYNAPSE_REST_API" -> match.settings().name();
            case "SYNAPSE_REST_API_VERSION" -> match.settings().version();
            case "REST_API_CONTEXT" -> match.settings().context();
            default -> name.startsWith(VARIABLE) ? match.variables().get(name.substring(VARIABLE.length())) : null;
        };
    }

    private @Nullable Object ofInbound(String name) {
        WebSocketPaths.Target target = inbound;
        if (target == null) {
            return null;
        }
        return switch (name) {
            case "isInbound" -> Boolean.TRUE;
            case "inbound.endpoint.name", "api.caller" -> target.inbound();
            default -> name.startsWith(VARIABLE) ? target.variables().get(name.substring(VARIABLE.length())) : null;
        };
    }

    private @Nullable String parameter(String name) {
        Map<String, List<String>> parameters = query;
        if (parameters == null) {
            parameters = new QueryStringDecoder(uri).parameters();
            query = parameters;
        }
        List<String> values = parameters.get(name);
        return values == null ? null : values.get(0);
    }

    private @Nullable InetSocketAddress remote() {
        return channel.remoteAddress() instanceof InetSocketAddress address ? address : null;
    }

    @Override
    public void respond(Exchange exchange) {
        if (!nobodyWaits() && answer(Answers.reply(exchange, this))) {
            return;
        }
        port.listener().ignoredReplies().increment();
        LOG.debug("{}: nobody waits for this answer any more", uri);
    }

    /** Remembers an answer; false when there is one already. */
    synchronized boolean answer(FullHttpResponse answer) {
        if (ended || reply != null) {
            return false;
        }
        reply = answer;
        return true;
    }

    private synchronized boolean nobodyWaits() {
        return ended || reply != null;
    }

    /** Ends the waiting; the answer that {@link #respond} remembered, null when there was none. */
    synchronized @Nullable FullHttpResponse end() {
        ended = true;
        return reply;
    }

    @Override
    public Waiting whenGone(Runnable task) {
        ChannelFutureListener listener = closed -> {
            // One that has its answer may leave; what is still under way then was not for it alone.
            if (!nobodyWaits()) {
                task.run();
            }
        };
        channel.closeFuture().addListener(listener);
        return () -> channel.closeFuture().removeListener(listener);
    }

    @Override
    public boolean answersOnce() {
        return true;
    }

    @Override
    public Optional<String> replySequence() {
        return replySequence;
    }

    @Override
    public Duration messageTimeout() {
        return port.listener().timeout();
    }
}
