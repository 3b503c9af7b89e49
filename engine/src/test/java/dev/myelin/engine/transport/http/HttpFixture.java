package dev.myelin.engine.transport.http;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sequences;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.tls.TlsContexts;
import dev.myelin.engine.transport.ws.WsTransport;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;

/** A running listener on a free port, with small routes in place of compiled proxies. */
final class HttpFixture implements AutoCloseable {
    static final int MAX_BODY = 4 << 20;

    final TlsContexts tls = new TlsContexts();
    final EventLoops loops = new EventLoops(false, 2);
    final CamelContext context = new DefaultCamelContext();
    final Map<String, Consumer<Exchange>> sequences = new ConcurrentHashMap<>();
    final HttpTransport transport;
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(60))
            .build();

    HttpFixture() throws Exception {
        DeploymentConfig defaults = DeploymentConfig.defaults(Path.of("."));
        DeploymentConfig config = new DeploymentConfig(
                defaults.directory(),
                defaults.server(),
                new DeploymentConfig.Http(0, "127.0.0.1", Duration.ofSeconds(5), MAX_BODY),
                defaults.ws(),
                defaults.wss(),
                defaults.websocket(),
                defaults.misc());
        WsTransport ws = new WsTransport(loops, config, new Table(), HttpFixture.class.getClassLoader(), tls);
        transport = new HttpTransport(loops, config, new Table(), tls, ws);
        transport.install(context);
        context.getShutdownStrategy().setTimeout(1);
        ((DefaultCamelContext) context).addRouteDefinition(transport.listenerRoute());
        context.start();
    }

    /** Deploys a proxy whose route is {@code step}. */
    void proxy(String name, Processor step) throws Exception {
        proxy(new ProxySettings(name, List.of("http", "https"), true, Optional.empty(), Map.of()), step);
    }

    void proxy(ProxySettings settings, Processor step) throws Exception {
        transport.register(settings);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("proxy:" + settings.name()).process(step);
            }
        });
    }

    /** A step that sends, then runs {@code then} with what there is. */
    AsyncProcessor sending(String address, SendRequest.Mode mode, Duration timeout, Consumer<Exchange> then) {
        SendRequest request = new SendRequest(address, mode, timeout, Optional.empty(), Optional.empty(), Map.of());
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return transport.sender().send(exchange, request, doneSync -> {
                    if (exchange.getException() == null) {
                        then.accept(exchange);
                    }
                    callback.done(doneSync);
                });
            }
        };
    }

    static void respond(Exchange exchange) {
        MessageContext.of(exchange).source().respond(exchange);
    }

    static void respond(Exchange exchange, String text, String contentType) {
        exchange.getMessage().setBody(Payload.ofText(text, contentType));
        respond(exchange);
    }

    static void axis2(Exchange exchange, String name, Object value) {
        MessageContext.set(exchange, Scope.AXIS2, name, value);
    }

    int port() {
        return URI.create(transport.addresses().get(0)).getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String contentType, String body) throws Exception {
        return client.send(
                request(path)
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Writes {@code text} to a new connection and reads until the other side closes. */
    String raw(String text) throws Exception {
        try (Socket socket = open()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    Socket open() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    @Override
    public void close() {
        context.stop();
        transport.close();
        tls.close();
        loops.close();
    }

    private final class Table implements Sequences {
        @Override
        public boolean contains(String name) {
            return sequences.containsKey(name);
        }

        @Override
        public boolean run(String name, Exchange exchange, AsyncCallback callback) {
            sequences.get(name).accept(exchange);
            callback.done(true);
            return true;
        }
    }
}
