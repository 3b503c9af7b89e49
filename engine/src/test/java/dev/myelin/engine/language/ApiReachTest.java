package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.testkit.EngineHarness;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What reaches APIs: pages of other origins, other listeners, request targets with a host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiReachTest {
    private static final String TOML = "[synapse_properties]\n'synapse.rest.CORSConfig.enabled' = true\n"
            + "'synapse.rest.CORSConfig.Access-Control-Allow-Origin' = \"https://a.example, https://b.example\"\n"
            + "'synapse.rest.CORSConfig.Access-Control-Allow-Headers' = \"Content-Type,X-Own\"\n";
    private static final String HANDLERS = "<handlers><handler class=\"org.example.CORSRequestHandler\">"
            + "<property name=\"allowedOrigins\" value=\"*\"/><property name=\"allowCredentials\" value=\"true\"/>"
            + "</handler></handlers>";

    private EngineHarness engine;
    private final HttpClient client = HttpClient.newHttpClient();

    private static String resource(String attributes, String text) {
        return "<resource " + attributes + "><inSequence><payloadFactory media-type=\"text\"><format>" + text
                + "</format><args/></payloadFactory><respond/></inSequence></resource>";
    }

    @BeforeAll
    void start() {
        engine = EngineHarness.start(conf -> conf.toml(TOML)
                .definitions("<api name=\"shop\" context=\"/shop\">"
                        + resource("methods=\"GET POST\" uri-template=\"/x\"", "x")
                        + resource("uri-template=\"/any\"", "any") + "</api>"
                        + "<api name=\"own\" context=\"/own\">" + HANDLERS + resource("methods=\"GET\"", "own")
                        + "</api>"
                        + "<api name=\"host\" context=\"/host\" hostname=\"shop.example\">" + resource("", "host")
                        + "</api>"
                        + "<api name=\"inner\" context=\"/inner\" binds-to=\"web\">" + resource("", "inner") + "</api>"
                        + "<api name=\"both\" context=\"/both\" binds-to=\"default, web\">" + resource("", "both")
                        + resource("uri-template=\"/default\" binds-to=\"default\"", "default only") + "</api>"
                        + "<api name=\"lost\" context=\"/lost\" binds-to=\"nobody\">" + resource("", "lost") + "</api>"
                        + "<api name=\"guarded\" context=\"/guarded\"><handlers><handler class=\"org.x.JwtHandler\"/>"
                        + "</handlers>" + resource("", "guarded") + "</api>"
                        + "<sequence name=\"page\"><property name=\"HTTP_SC\" value=\"418\" scope=\"axis2\"/><respond/>"
                        + "</sequence><inboundEndpoint name=\"web\" sequence=\"page\" protocol=\"httpws\"><parameters>"
                        + "<parameter name=\"inbound.ws.port\">@port:web@</parameter></parameters></inboundEndpoint>"));
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private HttpResponse<String> send(String method, int port, String path, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String... origin) throws Exception {
        Map<String, String> headers = origin.length == 0
                ? Map.of()
                : origin.length == 1
                        ? Map.of("Origin", origin[0])
                        : Map.of("Origin", origin[0], "Access-Control-Request-Method", origin[1]);
        return send(method, engine.httpPort(), path, headers);
    }

    private static Optional<String> allowed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Access-Control-Allow-Origin");
    }

    @Test
    void pagesOfTheOriginsOfTheDeploymentMayReadAnswers() throws Exception {
        HttpResponse<String> answer = send("GET", "/shop/x", "https://b.example");
        assertThat(answer.body()).isEqualTo("x");
        assertThat(allowed(answer)).contains("https://b.example");
        assertThat(answer.headers().firstValue("Vary")).contains("origin");
        assertThat(allowed(send("GET", "/shop/x", "https://c.example"))).isEmpty();
        assertThat(allowed(send("GET", "/shop/x"))).isEmpty();
        assertThat(allowed(send("DELETE", "/shop/x", "https://a.example"))).contains("https://a.example");
    }

    @Test
    void aBrowserThatAsksIsToldWhatItMaySend() throws Exception {
        HttpResponse<String> answer = send("OPTIONS", "/shop/x", "https://a.example", "POST");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(allowed(answer)).contains("https://a.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("GET,OPTIONS,POST");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).contains("Content-Type,X-Own");
        HttpResponse<String> any = send("OPTIONS", "/shop/any", "https://a.example", "PUT");
        assertThat(any.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("PUT");
        assertThat(any.body()).isEmpty();
        assertThat(send("OPTIONS", "/shop/any").body()).isEqualTo("any");
    }

    @Test
    void anApiMayHaveAHandlerOfItsOwn() throws Exception {
        HttpResponse<String> answer = send("GET", "/own", "https://z.example");
        assertThat(allowed(answer)).contains("https://z.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
    }

    @Test
    void aHandlerThatIsNotThereIsAnErrorThatNamesIt() {
        assertThat(engine.engine().diagnostics())
                .filteredOn(Diagnostic::isError)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("MYL-2116");
                    assertThat(finding.message()).contains("org.x.JwtHandler");
                });
        assertThat(engine.engine().diagnostics()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("MYL-2119");
            assertThat(finding.message()).contains("nobody");
        });
    }

    @Test
    void anApiIsReachedByTheListenersThatItIsBoundTo() throws Exception {
        int web = engine.wsPort("web");
        assertThat(send("GET", web, "/inner", Map.of()).body()).isEqualTo("inner");
        assertThat(send("GET", "/inner").statusCode()).isEqualTo(404);
        assertThat(send("GET", web, "/both", Map.of()).body()).isEqualTo("both");
        assertThat(send("GET", "/both").body()).isEqualTo("both");
        assertThat(send("GET", "/both/default").body()).isEqualTo("default only");
        assertThat(send("GET", web, "/both/default", Map.of()).body()).isEqualTo("both");
        assertThat(send("GET", web, "/shop/x", Map.of()).statusCode()).isEqualTo(418);
        assertThat(send("GET", "/lost").statusCode()).isEqualTo(404);
    }

    @Test
    void aTargetWithSchemeAndHostIsServedAndItsHostCounts() throws IOException {
        assertThat(raw("GET http://any.example/shop/x?q=1 HTTP/1.1\r\nHost: other\r\n"))
                .contains("200 OK", "\r\n\r\nx");
        assertThat(raw("GET HTTP://user@Shop.Example/host HTTP/1.1\r\nHost: other\r\n"))
                .contains("200 OK", "host");
        assertThat(raw("GET http://other/host HTTP/1.1\r\nHost: shop.example\r\n"))
                .contains("404 Not Found");
        assertThat(raw("GET http://any.example HTTP/1.1\r\nHost: any.example\r\n"))
                .contains("404 Not Found");
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket("localhost", engine.httpPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
