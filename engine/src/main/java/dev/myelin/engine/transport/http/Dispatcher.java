package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request to the proxy or the resource of an API that its path names, else to {@code main}; or to the inbound
 * endpoint whose port it came in by.
 */
final class Dispatcher extends AsyncProcessorSupport {
    private static final String SERVICES = "/services/";

    private final ProxyTable proxies;
    private final ApiTable apis;
    private final ProxyTable apiRoutes;
    private final ProxyShow show;

    Dispatcher(ProxyTable proxies, ApiTable apis, ProxyTable apiRoutes, Sender http) {
        this.show = new ProxyShow(http);
        this.proxies = proxies;
        this.apis = apis;
        this.apiRoutes = apiRoutes;
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

    private boolean toInbound(Exchange exchange, HttpSource source, AsyncCallback callback) {
        Optional<WebSocketPaths.Target> target = source.paths().target(source.uri());
        if (target.isEmpty()) {
            return refuse(source, HttpResponseStatus.NOT_FOUND, callback);
        }
        ApiTable.Found api =
                apis.find(source.uri(), request(source, target.get().inbound()));
        if (api != null) {
            return toApi(api, source, exchange, callback);
        }
        AsyncProcessor route = target.get().route();
        if (route == null) {
            return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
        }
        source.dispatchedTo(target.get());
        return route.process(exchange, callback);
    }

    private boolean toProxy(Exchange exchange, HttpSource source, AsyncCallback callback) {
        String path = source.uri();
        if (path.startsWith(SERVICES)) {
            int end = endOfName(path);
            String name = path.substring(SERVICES.length(), end);
            if (name.indexOf('%') >= 0) {
                name = decoded(name);
            }
            ProxySettings settings = settings(name);
            if (settings != null && settings.transports().contains(source.scheme())) {
                AsyncProcessor route = settings.startOnLoad() ? proxies.route(settings.name()) : null;
                if (route == null) {
                    return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
                }
                if (ProxyShow.isWanted(source, settings)) {
                    return show.answer(exchange, source, settings, callback);
                }
                source.dispatchedTo(settings, path.substring(end), exchange);
                return route.process(exchange, callback);
            }
        }
        return api(path, source, exchange, callback);
    }

    /** A proxy by its name, behind which Axis2's clients may have put a port's: {@code NAME.NAMEHttpSoap11Endpoint}. */
    private @Nullable ProxySettings settings(String name) {
        ProxySettings known = proxies.settings(name);
        int dot = name.lastIndexOf('.');
        return known != null || dot < 0 ? known : proxies.settings(name.substring(0, dot));
    }

    private boolean api(String path, HttpSource source, Exchange exchange, AsyncCallback callback) {
        ApiTable.Found found = apis.find(path, request(source, ApiSettings.Reach.DEFAULT));
        if (found != null) {
            return toApi(found, source, exchange, callback);
        }
        // The path of a WebSocket inbound endpoint is no path for anything else.
        boolean free = source.paths().target(source.uri()).isEmpty();
        AsyncProcessor main = free ? apiRoutes.route(HttpTransport.MAIN) : null;
        if (main == null) {
            return refuse(source, HttpResponseStatus.NOT_FOUND, callback);
        }
        source.dispatchedToMain();
        return main.process(exchange, callback);
    }

    private static ApiTable.Request request(HttpSource source, String listener) {
        String host = source.headers().get(HttpHeaderNames.HOST, "");
        boolean preflight = Cors.isPreflight(source.method(), source.headers());
        return new ApiTable.Request(source.method(), source.scheme(), host, listener, preflight);
    }

    private boolean toApi(ApiTable.Found found, HttpSource source, Exchange exchange, AsyncCallback callback) {
        if (found instanceof ApiTable.Match match) {
            source.answersTo(match.settings().reach().cors(), match.resource().methods());
            AsyncProcessor route = apiRoutes.route(match.route());
            if (route == null) {
                return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
            }
            source.dispatchedTo(match, exchange);
            return route.process(exchange, callback);
        }
        if (found instanceof ApiTable.OtherMethods others) {
            source.answersTo(others.settings().reach().cors(), others.allowed());
            return answer(source, Answers.otherMethods(others.allowed(), source), callback);
        }
        return refuse(source, HttpResponseStatus.NOT_FOUND, callback);
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

    private static String decoded(String name) {
        try {
            return QueryStringDecoder.decodeComponent(name.replace("+", "%2B"));
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
