package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.inboundAt;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers of handshakes cross the gateway, and what it adds. */
class HandshakeHeadersTest {
    private static final String[] OF_A_BROWSER = {
        "Origin: http://localhost",
        "User-Agent: test",
        "Cookie: a=1",
        "Authorization: Basic xyz",
        "X-App-One: 1",
        "X-App-One: 2",
        "x-app-TWO: 3",
        "Accept-Language: en"
    };

    private static ScriptedBackend backend;
    private static EngineHarness engine;
    private static EngineHarness other;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        // Mediated: in the relay tier extensions are between client and back-end.
        String toBackend = Artefacts.property("seen", "true") + send(backend.address("/b"));
        String fromQuery = "<property name='websocket.custom.header.X-User' scope='axis2'"
                + " expression=\"get-property('query.param.user')\"/>";
        engine = Artefacts.engine(
                inboundAt("p", "plain", "plain", "ws.path=/plain"),
                inboundAt("p", "some", "plain", "ws.path=/some", "ws.headers.preserve=Authorization, x-app-*"),
                inboundAt("p", "all", "plain", "ws.path=/all", "ws.headers.preserve=*"),
                inboundAt("p", "custom", "custom", "ws.path=/custom", "ws.headers.preserve=*"),
                inboundAt("p", "query", "query", "ws.path=/query"),
                inboundAt("p", "name", "name", "ws.path=/name"),
                sequence("plain", toBackend),
                sequence(
                        "custom",
                        axis2("websocket.custom.header.Authorization", "Bearer own")
                                + axis2("websocket.custom.header.X-App-One", "own")
                                + axis2("websocket.custom.header.Host", "virtual.example")
                                + axis2("websocket.custom.header.Sec-WebSocket-Key", "mine")
                                + axis2("websocket.custom.header.Transfer-Encoding", "chunked")
                                + toBackend),
                sequence("query", fromQuery + toBackend),
                sequence("name", axis2("websocket.custom.header.X Y", "1") + toBackend));
        other = Artefacts.engine(conf -> conf.toml(Artefacts.SENDER
                        + "sender.parameter.'ws.headers.preserve' = \"Cookie\"\n"
                        + "sender.parameter.'ws.custom.header' = \"to-\"\n")
                .definitions(inboundAt("p", "plain", "plain", "ws.path=/plain")
                        + inboundAt("p", "own", "plain", "ws.path=/own", "ws.headers.preserve=x-app-*")
                        + sequence(
                                "plain",
                                axis2("to-X-Mine", "1") + axis2("websocket.custom.header.X-Old", "1") + toBackend)
                        + Artefacts.OUT));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        other.close();
        backend.close();
    }

    @BeforeEach
    void accepting() {
        backend.answering(request -> ScriptedBackend.Answer.accept(""));
    }

    /** What the back-end got for a handshake. */
    private static Request through(EngineHarness gateway, String path, String... headers) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(gateway.wsPort("p"), path, headers);
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(client.status()).isEqualTo(101);
            return new Request(peer.request());
        }
    }

    private record Request(List<String> lines) {
        List<String> values(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .toList();
        }

        List<String> names() {
            return lines.stream()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    @Test
    void nothingOfTheClientGoesOnUnlessAsked() throws Exception {
        assertThat(through(engine, "/plain", OF_A_BROWSER).names())
                .containsExactlyInAnyOrder(
                        "host",
                        "upgrade",
                        "connection",
                        "sec-websocket-key",
                        "sec-websocket-version",
                        "sec-websocket-extensions",
                        "x-forwarded-for",
                        "x-forwarded-proto",
                        "x-forwarded-host",
                        "forwarded");
    }

    @Test
    void namedHeadersGoOnWithAllTheirValues() throws Exception {
        Request request = through(engine, "/some", OF_A_BROWSER);
        assertThat(request.values("Authorization")).containsExactly("Basic xyz");
        assertThat(request.values("X-App-One")).containsExactly("1", "2");
        assertThat(request.values("X-App-Two")).containsExactly("3");
        assertThat(request.names()).doesNotContain("cookie", "origin", "user-agent", "accept-language");
    }

    @Test
    void whatIsOfTheHopStaysThereEvenWithAWildcardForEverything() throws Exception {
        Request request = through(
                engine,
                "/all",
                "Connection: X-Hop",
                "X-Hop: 1",
                "Keep-Alive: 5",
                "TE: trailers",
                "Proxy-Authorization: Basic abc",
                "Sec-WebSocket-Extensions: x-nothing",
                "X-Other: 1",
                "Cookie: a=1");
        assertThat(request.values("X-Other")).containsExactly("1");
        assertThat(request.values("Cookie")).containsExactly("a=1");
        assertThat(request.names())
                .doesNotContain("x-hop", "keep-alive", "te", "proxy-authorization")
                .doesNotHaveDuplicates();
        assertThat(request.values("Host")).containsExactly("127.0.0.1:" + backend.port());
        assertThat(request.values("Connection")).containsExactly("Upgrade");
        assertThat(request.values("Sec-WebSocket-Extensions")).noneMatch(line -> line.contains("x-nothing"));
        assertThat(request.values("Sec-WebSocket-Key")).doesNotContain("dGhlIHNhbXBsZSBub25jZQ==");
    }

    @Test
    void whatTheSequenceSetsWins() throws Exception {
        Request request = through(engine, "/custom", OF_A_BROWSER);
        assertThat(request.values("Authorization")).containsExactly("Bearer own");
        assertThat(request.values("X-App-One")).containsExactly("own");
        assertThat(request.values("Cookie")).containsExactly("a=1");
        assertThat(request.values("Host")).containsExactly("virtual.example");
    }

    @Test
    void theSequenceCannotSetWhatTheHandshakeIsMadeOf() throws Exception {
        Request request = through(engine, "/custom");
        assertThat(request.values("Sec-WebSocket-Key")).hasSize(1).doesNotContain("mine");
        assertThat(request.names()).doesNotContain("transfer-encoding");
        assertThat(engine.log().containing("Custom header Transfer-Encoding left out"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/query?user=a%0d%0aX-Evil:%201",
                "/query?user=a%0aX-Evil:%201",
                "/query?user=a%0d%0a%20X-Evil:%201",
                "/query?user=a%00b",
                "/name"
            })
    void aHeaderThatIsNoneNeverGetsThrough(String uri) throws Exception {
        int before = backend.handshakes();
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("p"), uri)) {
            assertThat(client.status()).isEqualTo(502);
        }
        assertThat(backend.handshakes()).isEqualTo(before);
    }

    @Test
    void charactersOutsideOfLatin1DoNotBecomeLineEnds() throws Exception {
        // U+010D and U+010A end in the bytes of CR and LF.
        Request request = through(engine, "/query?user=a%C4%8D%C4%8AX-Evil:%201");
        assertThat(request.values("X-User")).hasSize(1);
        assertThat(request.names()).doesNotContain("x-evil");
    }

    @Test
    void theSendersParametersAreTheDefault() throws Exception {
        Request request = through(other, "/plain", OF_A_BROWSER);
        assertThat(request.values("Cookie")).containsExactly("a=1");
        assertThat(request.values("X-Mine")).containsExactly("1");
        assertThat(request.names()).doesNotContain("authorization", "x-old");

        Request own = through(other, "/own", OF_A_BROWSER);
        assertThat(own.values("X-App-Two")).containsExactly("3");
        assertThat(own.names()).doesNotContain("cookie");
    }

    @Test
    void theBackendLearnsWhoTheClientIs() throws Exception {
        Request request = through(engine, "/plain");
        String host = "localhost:" + engine.wsPort("p");
        assertThat(request.values("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(request.values("X-Forwarded-Proto")).containsExactly("ws");
        assertThat(request.values("X-Forwarded-Host")).containsExactly(host);
        assertThat(request.values("Forwarded")).containsExactly("for=127.0.0.1;host=\"" + host + "\";proto=ws");
    }

    @Test
    void proxiesBeforeThisOneStayKnown() throws Exception {
        Request request = through(
                engine,
                "/all",
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-For: 10.0.0.2, 10.0.0.3",
                "X-Forwarded-Proto: wss",
                "X-Forwarded-Host: evil.example",
                "Forwarded: for=10.0.0.1;proto=https, for=\"[2001:db8::1]\"",
                "Forwarded: for=\"never ends");
        assertThat(request.values("X-Forwarded-For")).containsExactly("10.0.0.1, 10.0.0.2, 10.0.0.3, 127.0.0.1");
        assertThat(request.values("X-Forwarded-Proto")).containsExactly("ws");
        assertThat(request.values("X-Forwarded-Host")).containsExactly("localhost:" + engine.wsPort("p"));
        assertThat(request.values("Forwarded")).hasSize(1);
        assertThat(request.values("Forwarded").get(0))
                .startsWith("for=10.0.0.1;proto=https, for=\"[2001:db8::1]\", for=127.0.0.1;")
                .doesNotContain("never ends");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2001:db8:0:0:0:0:0:1 | true | for=\"[2001:db8:0:0:0:0:0:1]\";host=h;proto=wss",
                "fe80:0:0:0:0:0:0:1%eth0 | false | for=\"[fe80:0:0:0:0:0:0:1]\";host=h;proto=ws",
                "10.1.2.3 | true | for=10.1.2.3;host=h;proto=wss"
            })
    void addressesAreWrittenAsTheRfcSays(String peer, boolean tls, String element) {
        HttpHeaders ofClient = new DefaultHttpHeaders().add("Host", "h");
        HttpHeaders headers = new DefaultHttpHeaders();
        Forwarding.set(headers, new UpgradeRequest("/", ofClient, peer), tls);
        assertThat(headers.get("Forwarded")).isEqualTo(element);
        assertThat(headers.get("X-Forwarded-Proto")).isEqualTo(tls ? "wss" : "ws");
    }

    @Test
    void aHostWithAQuoteStaysOneValue() {
        HttpHeaders ofClient = new DefaultHttpHeaders().add("Host", "a\";for=1.1.1.1;x=\"\\");
        HttpHeaders headers = new DefaultHttpHeaders();
        Forwarding.set(headers, new UpgradeRequest("/", ofClient, "10.0.0.1"), false);
        assertThat(headers.get("Forwarded")).isEqualTo("for=10.0.0.1;host=\"a\\\";for=1.1.1.1;x=\\\"\\\\\";proto=ws");
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, authorization, true",
        "authorization, authorizations, false",
        "x-*, x-, true",
        "x-*, x-anything, true",
        "x-*, ax-, false",
        "*-id, request-id, true",
        "*-id, request-ids, false",
        "x-*-id, x-a-b-id, true",
        "x-*-id, x-id, false",
        "a*b*c, abc, true",
        "a*b*c, acb, false",
        "aa*aa, aaa, false",
        "*, anything, true"
    })
    void aStarStandsForAnyCharacters(String pattern, String name, boolean expected) {
        assertThat(HandshakeHeaders.matches(pattern, name)).isEqualTo(expected);
    }

    @Test
    void headersOfTheBackendsAnswerReturnToTheClient() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept(
                "",
                "Set-Cookie: a=1; Path=/",
                "Set-Cookie: b=2; HttpOnly",
                "X-Back: yes",
                "Connection: X-Hop",
                "X-Hop: 1",
                "Server: secret/1.0",
                "Date: today",
                "Sec-WebSocket-Version: 99",
                "X-Websocket-Connection-Id: forged"));
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("p"), "/plain")) {
            assertThat(client.headers("Set-Cookie")).containsExactly("a=1; Path=/", "b=2; HttpOnly");
            assertThat(client.headers("X-Back")).containsExactly("yes");
            assertThat(client.headers("Connection")).containsExactly("Upgrade");
            assertThat(client.headers("X-Websocket-Connection-Id")).hasSize(1).doesNotContain("forged");
            assertThat(client.headers("X-Hop")).isEmpty();
            assertThat(client.headers("Server")).isEmpty();
            assertThat(client.headers("Date")).isEmpty();
            assertThat(client.headers("Sec-WebSocket-Version")).isEmpty();
        }
        backend.next().close();
    }

    @Test
    void headersOfTheBackendsRefusalReturnToTheClient() throws Exception {
        backend.answering(request -> new ScriptedBackend.Answer(
                "HTTP/1.1 401 No",
                List.of(
                        "WWW-Authenticate: Basic realm=x",
                        "WWW-Authenticate: Bearer",
                        "Set-Cookie: a=1",
                        "Content-Type: text/html",
                        "Content-Length: 2",
                        "Connection: close, X-Hop",
                        "X-Hop: 1"),
                false));
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("p"), "/plain")) {
            assertThat(client.status()).isEqualTo(401);
            assertThat(client.headers("WWW-Authenticate")).containsExactly("Basic realm=x", "Bearer");
            assertThat(client.headers("Set-Cookie")).containsExactly("a=1");
            assertThat(client.headers("Content-Type")).isEmpty();
            assertThat(client.headers("Content-Length")).containsExactly("0");
            assertThat(client.headers("Connection")).containsExactly("close");
            assertThat(client.headers("X-Hop")).isEmpty();
        }
    }
}
