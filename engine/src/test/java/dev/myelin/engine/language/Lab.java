package dev.myelin.engine.language;

import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RecordingBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A running engine with a configuration, a back-end at {@code @port:backend@}, and a client. */
final class Lab implements AutoCloseable {
    static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";

    final EngineHarness engine;
    final RecordingBackend backend;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Lab(String artefacts, UnaryOperator<ConfFolder> more) {
        engine = EngineHarness.start(conf -> more.apply(conf.definitions(artefacts)));
        backend = new RecordingBackend(engine.wsPort("backend"));
    }

    /** The artefacts go into one {@code definitions}; the back-end is {@code http://localhost:@port:backend@/}. */
    static Lab start(String artefacts) {
        return start(artefacts, conf -> conf);
    }

    /** As {@link #start(String)}, with more files in the conf directory. */
    static Lab start(String artefacts, UnaryOperator<ConfFolder> more) {
        return new Lab(
                artefacts
                        + "<endpoint name=\"Backend\"><address uri=\"http://localhost:@port:backend@/named\"/></endpoint>",
                more);
    }

    static String proxy(String name, String mediators) {
        return proxy(name, mediators, "<outSequence><send/></outSequence>");
    }

    static String proxy(String name, String mediators, String more) {
        return "<proxy name=\"" + name + "\"><target><inSequence>" + mediators + "</inSequence>" + more
                + "</target></proxy>";
    }

    static String soap(String version, String body) {
        return "<s:Envelope xmlns:s=\"" + version + "\"><s:Header/><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    /** Posts to a proxy; {@code headers} are names and values. */
    HttpResponse<String> post(String proxy, String type, String body, String... headers) {
        HttpRequest.Builder request = request("/services/" + proxy).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request.header("Content-Type", type), headers);
    }

    /** As {@link #post}, without waiting for the answer. */
    CompletableFuture<HttpResponse<String>> later(String proxy, String type, String body) {
        HttpRequest.Builder request = request("/services/" + proxy).POST(HttpRequest.BodyPublishers.ofString(body));
        return client.sendAsync(request.header("Content-Type", type).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path).GET(), headers);
    }

    HttpResponse<String> method(String method, String path, String type, String body, String... headers) {
        HttpRequest.Builder request = request(path).method(method, HttpRequest.BodyPublishers.ofString(body));
        return send(type.isEmpty() ? request : request.header("Content-Type", type), headers);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + engine.httpPort() + path))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    @Override
    public void close() {
        engine.close();
        backend.close();
    }
}
