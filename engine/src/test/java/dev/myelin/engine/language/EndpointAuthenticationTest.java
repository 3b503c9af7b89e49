package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.testkit.RecordingBackend.Answer;
import dev.myelin.engine.testkit.RecordingBackend.Request;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code authentication} of {@code http} endpoints: what back-ends and token servers are shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointAuthenticationTest {
    private static final String CLIENT = "<clientId>me</clientId><clientSecret>s3cret</clientSecret>";

    private final AtomicInteger tokens = new AtomicInteger();
    private Lab lab;

    private static String endpoint(String path, String authentication) {
        return "<endpoint><http method=\"get\" uri-template=\"http://localhost:@port:backend@/" + path
                + "\"><authentication>" + authentication + "</authentication></http></endpoint>";
    }

    private static String oauth(String path, String grant, String inside) {
        return endpoint(
                path,
                "<oauth><" + grant + ">" + inside + "<tokenUrl>http://localhost:@port:backend@/token-" + path
                        + "</tokenUrl></" + grant + "></oauth>");
    }

    private static String call(String name, String endpoint) {
        return Lab.proxy(name, "<call>" + endpoint + "</call><respond/>");
    }

    @BeforeAll
    void start() {
        lab = Lab.start(call(
                        "basic",
                        endpoint(
                                "basic",
                                "<basicAuth><username>{$trp:X-User}</username><password>pass:word</password>"
                                        + "</basicAuth>"))
                + call(
                        "client",
                        oauth(
                                "client",
                                "clientCredentials",
                                CLIENT + "<useGlobalConnectionTimeoutConfigs>true</useGlobalConnectionTimeoutConfigs>"))
                + Lab.proxy("sending", "<send>" + oauth("sending", "clientCredentials", CLIENT) + "</send>")
                + call(
                        "payload",
                        oauth(
                                "payload",
                                "clientCredentials",
                                CLIENT + "<authMode>Payload</authMode><requestParameters><parameter name=\"scope\">"
                                        + "{$trp:X-User}</parameter></requestParameters><customHeaders>"
                                        + "<header name=\"X-Custom\">c</header></customHeaders>"))
                + call(
                        "password",
                        oauth(
                                "password",
                                "passwordCredentials",
                                CLIENT + "<username>u</username><password>p&amp;q</password>"))
                + call("refresh", oauth("refresh", "authorizationCode", CLIENT + "<refreshToken>r#1</refreshToken>"))
                + call("expired", oauth("expired", "clientCredentials", CLIENT))
                + call("revoked", oauth("revoked", "clientCredentials", CLIENT))
                + call("denied", oauth("denied", "clientCredentials", CLIENT))
                + call("broken", oauth("broken", "clientCredentials", CLIENT))
                + call("incomplete", oauth("incomplete", "passwordCredentials", "<username>u</username>")));
        for (String path : List.of("client", "sending", "payload", "password", "refresh", "revoked", "denied")) {
            token(path, 3600);
        }
        token("expired", 0);
        lab.backend.answers("/token-broken", 400, "application/json", "{\"error\":\"invalid_client\"}");
    }

    private void token(String path, int seconds) {
        lab.backend.answers(
                "/token-" + path,
                request -> new Answer(
                        200,
                        "application/json",
                        "{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":" + seconds + "}"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private HttpResponse<String> get(String proxy, String... headers) {
        return lab.get("/services/" + proxy, headers);
    }

    private List<Request> requestsTo(String path) {
        return lab.backend.requests().stream()
                .filter(request -> request.uri().equals("/" + path))
                .toList();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nameAndPasswordGoWithEachRequest() {
        get("basic", "X-User", "ann");
        assertThat(lab.backend.last().header("Authorization")).isEqualTo(basic("ann:pass:word"));
    }

    @Test
    void aTokenIsGotOnceForAllMessages() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(lab.later("client", "text/plain", "x"));
        }
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(requestsTo("token-client")).hasSize(1);
        Request asked = requestsTo("token-client").get(0);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.body()).isEqualTo("grant_type=client_credentials");
        assertThat(asked.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(asked.header("Authorization")).isEqualTo(basic("me:s3cret"));
        assertThat(requestsTo("client")).hasSize(10).allMatch(request -> request.header("Authorization")
                .matches("Bearer t\\d+"));
    }

    @Test
    void aSendGetsOneToo() {
        assertThat(get("sending").statusCode()).isEqualTo(200);
        assertThat(requestsTo("sending").get(0).header("Authorization")).startsWith("Bearer t");
    }

    @Test
    void idAndSecretMayGoInTheBodyAndOtherParametersHaveTokensOfTheirOwn() {
        get("payload", "X-User", "a b");
        assertThat(requestsTo("token-payload").get(0).body())
                .isEqualTo("grant_type=client_credentials&scope=a%20b&client_id=me&client_secret=s3cret");
        assertThat(requestsTo("token-payload").get(0).header("X-Custom")).isEqualTo("c");
        assertThat(requestsTo("token-payload").get(0).header("Authorization")).isEmpty();
        get("payload", "X-User", "c");
        get("payload", "X-User", "c");
        assertThat(requestsTo("token-payload")).hasSize(2);
    }

    @Test
    void usersAndRefreshTokensAreOtherWaysToOne() {
        get("password");
        assertThat(requestsTo("token-password").get(0).body())
                .isEqualTo("grant_type=password&username=u&password=p%26q");
        get("refresh");
        assertThat(requestsTo("token-refresh").get(0).body()).isEqualTo("grant_type=refresh_token&refresh_token=r%231");
    }

    @Test
    void aTokenThatHasEndedIsNotUsedAgain() {
        get("expired");
        get("expired");
        assertThat(requestsTo("token-expired")).hasSize(2);
    }

    @Test
    void anotherTokenIsGotWhenTheBackendTakesTheFirstNoMore() {
        AtomicInteger calls = new AtomicInteger();
        lab.backend.answers(
                "/revoked",
                request -> calls.getAndIncrement() == 0
                        ? new Answer(401, "text/plain", "no", Map.of("WWW-Authenticate", "Bearer"))
                        : new Answer(200, "text/plain", "yes"));
        assertThat(get("revoked").body()).isEqualTo("yes");
        assertThat(requestsTo("token-revoked")).hasSize(2);
        assertThat(requestsTo("revoked").stream().map(request -> request.header("Authorization")))
                .doesNotHaveDuplicates();
    }

    @Test
    void aBackendThatRefusesTwiceHasItsSay() {
        lab.backend.answers("/denied", 401, "text/plain", "never");
        HttpResponse<String> answer = get("denied");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("never");
        assertThat(requestsTo("denied")).hasSize(2);
    }

    @Test
    void noTokenIsAFaultAndNoSecretIsLogged() {
        assertThat(get("broken").statusCode()).isEqualTo(500);
        assertThat(lab.engine.log().containing("the token server answered 400")).isNotEmpty();
        assertThat(lab.engine.log().containing("s3cret")).isEmpty();
        assertThat(requestsTo("broken")).isEmpty();
    }

    @Test
    void whatIsMissingIsReported() {
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(Diagnostic::isError)
                .extracting(Diagnostic::message)
                .containsExactly("password: none (expected: a text or an {expression})");
    }
}
