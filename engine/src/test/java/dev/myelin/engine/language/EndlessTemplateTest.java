package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A template without end holds a worker, not the event loops that everybody shares. */
class EndlessTemplateTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void othersAreServedBesideIt() {
        try (EngineHarness engine = EngineHarness.start(conf -> conf.definitions("""
                <proxy name="endless" transports="http"><target><inSequence>
                  <payloadFactory media-type="text" template-type="freemarker">
                    <format><![CDATA[<#list 1.. as i></#list>]]></format>
                  </payloadFactory>
                  <respond/>
                </inSequence></target></proxy>
                <proxy name="quick" transports="http"><target><inSequence><respond/></inSequence></target></proxy>
                """))) {
            HttpClient client = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<String>>> endless = IntStream.range(0, PROCESSORS)
                    .mapToObj(i -> client.sendAsync(post(engine, "endless"), BodyHandlers.ofString()))
                    .toList();
            for (int i = 0; i < 20 * PROCESSORS; i++) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .sendAsync(post(engine, "quick"), BodyHandlers.ofString())
                        .join();
                assertThat(answer.statusCode()).isEqualTo(200);
            }
            assertThat(endless).noneMatch(CompletableFuture::isDone);
            endless.forEach(each -> each.cancel(true));
        }
    }

    private static HttpRequest post(EngineHarness engine, String proxy) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + engine.httpPort() + "/services/" + proxy))
                .timeout(Duration.ofSeconds(50))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x"))
                .build();
    }
}
