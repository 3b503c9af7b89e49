package dev.myelin.engine.transport.http;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.Sequences;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.tls.TlsContexts;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import dev.myelin.engine.transport.ws.WsTransport;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP in and out: the listener whose requests go to {@code proxy:NAME} routes, and the sender for {@code http} and {@code
 * https} addresses. Install it into a Camel context, add {@link #listenerRoute()} once the proxies' routes are there, and
 * register the proxies.
 */
public final class HttpTransport implements AutoCloseable {
    /** The name of the route for requests that no proxy and no API takes. */
    public static final String MAIN = "main";

    /** The name of the route for requests that an API takes and none of its resources. */
    public static final String MISMATCH = "_resource_mismatch_handler_";

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final String SHARED = "myelin-http";

    private final EventLoops loops;
    private final DeploymentConfig config;
    private final Sequences sequences;
    private final HttpListener listener;
    private final HttpsBackends tls;
    private final ProxyTable proxies = new ProxyTable();
    private final ApiTable apis = new ApiTable();
    private final ProxyTable apiRoutes = new ProxyTable();
    private @Nullable Backends backends;
    private @Nullable Sender sender;
    private @Nullable Sender local;

    /**
     * @param loops the threads that do all of it
     * @param config {@code [transport.http]}, {@code [server] offset}
     * @param sequences what replies run
     * @param tls of the HTTPS listener and of {@code https} back-ends
     * @param ws whose inbound endpoints may share ports with HTTP
     */
    public HttpTransport(
            EventLoops loops, DeploymentConfig config, Sequences sequences, TlsContexts tls, WsTransport ws) {
        this.loops = loops;
        this.config = config;
        this.sequences = sequences;
        this.listener = new HttpListener(loops, config, tls, ws);
        this.tls = new HttpsBackends(config, tls);
    }

    /** Adds the components {@code proxy} and {@code api} and what the listener's route refers to. */
    public void install(CamelContext context) {
        context.addComponent("proxy", new ProxyComponent(proxies));
        context.addComponent("api", new ProxyComponent(apiRoutes));
        context.getRegistry().bind(SHARED, new SharedServer(listener));
        Backends made = new Backends(context, loops, config.http().maxBody(), tls);
        backends = made;
        local = new LocalSender(context, proxies, sequences);
        sender = new HttpSender(context, made, sequences, listener.ignoredReplies());
    }

    /** The route that binds the port; {@code http-listener}. */
    public RouteDefinition listenerRoute() {
        RouteDefinition route = new RouteDefinition();
        route.from("netty-http:http://" + listener.host() + ":" + listener.port()
                        + "/?matchOnUriPrefix=true&nettySharedHttpServer=#" + SHARED)
                .routeId("http-listener")
                .process(new Dispatcher(proxies, apis, apiRoutes, sender()));
        return route;
    }

    /** Sends to {@code http} and {@code https} addresses; faults as {@link Sender} says, codes as MI's. */
    public Sender sender() {
        return this::send;
    }

    /** Sends to {@code local:} addresses, the proxies of this engine. */
    public Sender localSender() {
        return (exchange, request, callback) -> installed(local).send(exchange, request, callback);
    }

    private static Sender installed(@Nullable Sender sender) {
        if (sender == null) {
            throw new IllegalStateException("install() comes first");
        }
        return sender;
    }

    private boolean send(Exchange exchange, SendRequest request, AsyncCallback callback) {
        return installed(sender).send(exchange, request, callback);
    }

    /** Makes {@code /services/NAME} lead to {@code proxy:NAME}; replaces what was registered under the name. */
    public void register(ProxySettings proxy) {
        proxies.register(proxy);
    }

    /** Makes the paths of an API lead to its routes {@code api:NAME/n}. */
    public void register(ApiSettings api) {
        apis.register(api);
    }

    /** The name answers 404 from now on. */
    public void unregister(String proxy) {
        proxies.unregister(proxy);
    }

    /** Begins to read the certificates for {@code https} back-ends. */
    public void prepareTls() {
        tls.prepare();
    }

    /** What it listens on, such as {@code http://localhost:8290}; empty before the route has started. */
    public List<String> addresses() {
        return Stream.concat(
                        listener.address().stream().flatMap(address -> shown("", address, listener.paths())),
                        listener.secureAddress().stream()
                                .flatMap(address -> shown("s", address, listener.securePaths())))
                .toList();
    }

    private Stream<String> shown(String secure, InetSocketAddress address, WebSocketPaths paths) {
        boolean any = address.getAddress().isAnyLocalAddress();
        String authority =
                secure + "://" + (any ? config.server().hostname() : address.getHostString()) + ":" + address.getPort();
        return Stream.concat(
                Stream.of("http" + authority), paths.paths().stream().map(path -> "ws" + authority + path));
    }

    /** The handlers of a connection to a port of {@code httpws} or {@code httpswss} inbound endpoints, behind TLS. */
    public ChannelHandler pipeline(WebSocketPaths paths) {
        return new ListenerPipeline(listener, paths, null);
    }

    /** Answers of back-ends and {@code respond}s that nobody waited for, since the start. */
    public long ignoredReplies() {
        return listener.ignoredReplies().sum();
    }

    /** Goes on answering, but no connection stays open. */
    public void drain() {
        listener.drain();
    }

    /** Takes no further connection, and waits for the answers to requests that have come; at most {@code atMost}. */
    public void awaitAnswers(Duration atMost) {
        listener.stopAccepting();
        try {
            if (!listener.inFlight().awaitNone(atMost)) {
                LOG.warn("Requests that were not answered in time are cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the connections to back-ends; the listener ends with its route. */
    @Override
    public void close() {
        if (backends != null) {
            backends.close();
        }
    }
}
