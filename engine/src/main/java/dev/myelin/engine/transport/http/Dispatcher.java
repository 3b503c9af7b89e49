package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** Gives a request to the proxy that its path names, or to the inbound endpoint whose port it came in by. */
final class Dispatcher extends AsyncProcessorSupport {
    private static final String SERVICES = "/services/";

    private final ProxyTable proxies;

    Dispatcher(ProxyTable proxies) {
        this.proxies = proxies;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (!(MessageContext.of(exchange).source() instanceof HttpSource source)) {
            throw new IllegalStateException("an exchange that is not of this listener");
        }
        if (isHealthCheck(source)) {
            return answer(source, Answers.healthy(), callback);
        }
        return source.paths().ownPort() ? toInbound(exchange, source, callback) : toProxy(exchange, source, callback);
    }

    /** Answered where WebSocket inbound endpoints are, as on their own ports. */
    private static boolean isHealthCheck(HttpSource source) {
        String uri = source.uri();
        return (uri.equals("/health") || uri.startsWith("/health?"))
                && source.method().equals("GET")
                && !source.paths().isEmpty();
    }

    private static boolean toInbound(Exchange exchange, HttpSource source, AsyncCallback callback) {
        Optional<WebSocketPaths.Target> target = source.paths().target(source.uri());
        if (target.isEmpty()) {
            return refuse(source, HttpResponseStatus.NOT_FOUND, callback);
        }
        AsyncProcessor route = target.get().route();
        if (route == null) {
            return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
        }
        source.dispatchedTo(target.get());
        return route.process(exchange, callback);
    }

    private boolean toProxy(Exchange exchange, HttpSource source, AsyncCallback callback) {
        String path = path(source.uri());
        if (!path.startsWith(SERVICES)) {
            return refuse(source, HttpResponseStatus.NOT_FOUND, callback);
        }
        int end = endOfName(path);
        String name = path.substring(SERVICES.length(), end);
        if (name.indexOf('%') >= 0) {
            name = decoded(name);
        }
        ProxySettings settings = proxies.settings(name);
        if (settings == null || !settings.transports().contains(source.scheme())) {
            return refuse(source, HttpResponseStatus.NOT_FOUND, callback);
        }
        AsyncProcessor route = proxies.route(name);
        if (route == null || !settings.startOnLoad()) {
            return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
        }
        source.dispatchedTo(settings, path.substring(end), exchange);
        return route.process(exchange, callback);
    }

    private static boolean refuse(HttpSource source, HttpResponseStatus status, AsyncCallback callback) {
        return answer(source, Answers.refusal(status, source.headers()), callback);
    }

    private static boolean answer(HttpSource source, FullHttpResponse answer, AsyncCallback callback) {
        source.answer(answer);
        callback.done(true);
        return true;
    }

    private static int endOfName(String path) {
        for (int i = SERVICES.length(); i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return path.length();
    }

    /** The path and query; a caller that takes us for a proxy sends an absolute URI. */
    private static String path(String uri) {
        if (uri.startsWith("/")) {
            return uri;
        }
        int host = uri.indexOf("://");
        int path = host < 0 ? -1 : uri.indexOf('/', host + 3);
        return path < 0 ? "/" : uri.substring(path);
    }

    private static String decoded(String name) {
        try {
            return QueryStringDecoder.decodeComponent(name.replace("+", "%2B"));
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
