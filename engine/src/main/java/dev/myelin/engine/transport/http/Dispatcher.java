package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.BoundedText;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final AsyncProcessor STOPPED = new Stopped();

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
        try {
            return source.paths().ownPort()
                    ? toInbound(exchange, source, callback)
                    : toProxy(exchange, source, callback);
        } catch (Fault fault) {
            // The path is one that a pattern of the configuration cannot cope with.
            exchange.setException(fault);
            callback.done(true);
            return true;
        }
    }

    /** Answered where WebSocket inbound endpoints are, as on their own ports. */
    private static boolean isHealthCheck(HttpSource source) {
        String uri = source.uri();
        return (uri.equals("/health") || uri.startsWith("/health?"))
                && source.method().equals("GET")
                && !source.paths().isEmpty()
                && source.paths().takesUpgrades();
    }

    private boolean toInbound(Exchange exchange, HttpSource source, AsyncCallback callback) {
        Optional<WebSocketPaths.Target> target = source.paths().target(source.uri());
        if (target.isEmpty()) {
            return refuse(source, HttpResponseStatus.NOT_FOUND, callback);
        }
        if (!target.get().active()) {
            return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
        }
        source.forgetEvents();
        String path = source.uri();
        ApiTable.Found bound = find(path, source, target.get().inbound());
        if (bound != null) {
            return toApi(bound, source, exchange, callback);
        }
        if (target.get().apis().filter(apis -> isAll(apis, path)).isPresent()) {
            AsyncProcessor proxy = proxy(path, source, exchange, true);
            if (proxy != null) {
                return proxy.process(exchange, callback);
            }
            ApiTable.Found found = find(path, source, ApiSettings.DEFAULT);
            if (found != null) {
                return toApi(found, source, exchange, callback);
            }
        }
        AsyncProcessor route = target.get().route();
        if (route == null) {
            return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
        }
        source.dispatchedTo(target.get());
        return route.process(exchange, callback);
    }

    private static boolean isAll(Pattern apis, String path) {
        return apis.matcher(new BoundedText(path)).matches();
    }

    private boolean toProxy(Exchange exchange, HttpSource source, AsyncCallback callback) {
        String path = source.uri();
        AsyncProcessor proxy = proxy(path, source, exchange, false);
        if (proxy != null) {
            return proxy.process(exchange, callback);
        }
        ApiTable.Found found = find(path, source, ApiSettings.DEFAULT);
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

    /** The route of the proxy that the path names, for a request that an inbound endpoint brought or not; else null. */
    private @Nullable AsyncProcessor proxy(String path, HttpSource source, Exchange exchange, boolean inbound) {
        if (!path.startsWith(SERVICES)) {
            return null;
        }
        int end = endOfName(path);
        String name = path.substring(SERVICES.length(), end);
        if (name.indexOf('%') >= 0) {
            name = decoded(name);
        }
        ProxySettings settings = settings(name);
        if (settings == null
                || !settings.transports().contains(source.scheme())
                || (settings.inboundOnly() && !inbound)) {
            return null;
        }
        AsyncProcessor route = settings.startOnLoad() ? proxies.route(settings.name()) : null;
        if (route == null) {
            return STOPPED;
        }
        if (ProxyShow.isWanted(source, settings)) {
            return show.of(settings, source);
        }
        source.dispatchedTo(settings, path.substring(end), exchange);
        return route;
    }

    /** A proxy by its name, behind which Axis2's clients may have put a port's: {@code NAME.NAMEHttpSoap11Endpoint}. */
    private @Nullable ProxySettings settings(String name) {
        ProxySettings known = proxies.settings(name);
        int dot = name.lastIndexOf('.');
        return known != null || dot < 0 ? known : proxies.settings(name.substring(0, dot));
    }

    private ApiTable.@Nullable Found find(String path, HttpSource source, String listener) {
        String host = source.headers().get(HttpHeaderNames.HOST, "");
        boolean preflight = Cors.isPreflight(source.method(), source.headers());
        ApiTable.Found found =
                apis.find(path, new ApiTable.Request(source.method(), source.scheme(), host, listener, preflight));
        return found instanceof ApiTable.NoResource && mismatch() == null ? null : found;
    }

    /** The route of the sequence that requests run for which an API has no resource; null when there is none. */
    private @Nullable AsyncProcessor mismatch() {
        return apiRoutes.route(HttpTransport.MISMATCH);
    }

    private boolean toApi(ApiTable.Found found, HttpSource source, Exchange exchange, AsyncCallback callback) {
        if (found instanceof ApiTable.OtherMethods others) {
            boolean asks = source.method().equals("OPTIONS") || mismatch() == null;
            return asks
                    ? refuseMethod(others, source, callback)
                    : toResource(others.handler(), others.allowed(), source, exchange, callback);
        }
        if (found instanceof ApiTable.NoResource none) {
            return toResource(none.handler(), List.of(), source, exchange, callback);
        }
        ApiTable.Match match = (ApiTable.Match) found;
        return toResource(match, match.resource().methods(), source, exchange, callback);
    }

    private static boolean refuseMethod(ApiTable.OtherMethods others, HttpSource source, AsyncCallback callback) {
        source.answersTo(others.settings().cors(), others.allowed());
        return answer(source, Answers.otherMethods(others.allowed(), source), callback);
    }

    private boolean toResource(
            ApiTable.Match match,
            Collection<String> methods,
            HttpSource source,
            Exchange exchange,
            AsyncCallback callback) {
        source.answersTo(match.settings().cors(), methods);
        AsyncProcessor route = apiRoutes.route(match.route());
        if (route == null) {
            return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
        }
        source.dispatchedTo(match, exchange);
        return route.process(exchange, callback);
    }

    /** In the place of the route of a proxy that does not run. */
    private static final class Stopped extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            HttpSource source = (HttpSource) MessageContext.of(exchange).source();
            return refuse(source, HttpResponseStatus.SERVICE_UNAVAILABLE, callback);
        }
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
