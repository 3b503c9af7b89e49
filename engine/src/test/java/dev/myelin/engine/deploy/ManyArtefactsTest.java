package dev.myelin.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * 2,000 sequences and 500 APIs: how long they take to deploy, and how much memory they add. The figures go to {@code
 * target/many-artefacts.txt}; what is asserted leaves room for a busy machine, unless {@code -Dmyelin.deploy.seconds} says
 * otherwise.
 */
class ManyArtefactsTest {
    private static final int SEQUENCES = 2_000;
    private static final int APIS = 500;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    @Test
    void deployInSecondsAndAddLittleMemory() throws Exception {
        try (EngineHarness none = EngineHarness.start(conf -> conf.definitions("<sequence name=\"main\"/>"))) {
            assertThat(none.engine().ready()).isTrue();
        }
        long before = used();
        long start = System.nanoTime();
        long startOfProcessor = processorTime();
        try (EngineHarness engine = EngineHarness.start(ManyArtefactsTest::artefacts)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            double ofProcessor = (processorTime() - startOfProcessor) / 1e9;
            long megabytes = (used() - before) >> 20;
            Files.writeString(
                    Path.of("target", "many-artefacts.txt"),
                    String.format(
                            "%d sequences and %d APIs: %.1f s, %.1f s of processor time, %d MiB, %d processors%n",
                            SEQUENCES,
                            APIS,
                            seconds,
                            ofProcessor,
                            megabytes,
                            Runtime.getRuntime().availableProcessors()));
            assertThat(engine.engine().diagnostics()).isEmpty();
            assertThat(answer(engine, "/api321/items/5?limit=3"))
                    .contains("\"id\": \"5\"", "\"sequence\": \"seq1321\"");
            assertThat(ofProcessor).isLessThan(60);
            assertThat(seconds).isLessThan(Integer.getInteger("myelin.deploy.seconds", 600));
            assertThat(megabytes).isLessThan(200);
        }
    }

    /** Of the whole process: what is left of the time when nobody else needs the machine. */
    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long used() {
        System.gc();
        System.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }

    private static String answer(EngineHarness engine, String path) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        URI uri = URI.create("http://localhost:" + engine.httpPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static ConfFolder artefacts(ConfFolder conf) {
        // Without the substitution of ports, which looks at every character.
        Path folder = conf.directory().resolve("synapse-configs/default");
        for (int i = 0; i < SEQUENCES; i++) {
            write(folder.resolve("sequences/seq" + i + ".xml"), sequence(i));
        }
        for (int i = 0; i < APIS; i++) {
            write(folder.resolve("api/api" + i + ".xml"), api(i));
        }
        return conf;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sequence(int i) {
        return """
                <sequence name="seq%1$d" xmlns="http://ws.apache.org/ns/synapse" xmlns:m="urn:m%1$d">
                  <log level="custom" category="DEBUG"><property name="at" expression="get-property('SYSTEM_TIME')"/></log>
                  <property name="sequence" value="seq%1$d"/>
                  <property name="kind" expression="json-eval($.order[%2$d].kind)"/>
                  <property name="price" expression="//m:order[m:id = '%1$d']/m:price/text()"/>
                  <filter xpath="$ctx:kind = 'a%1$d' or count(//m:item) &gt; %2$d">
                    <then>
                      <payloadFactory media-type="json">
                        <format>{"order": %1$d, "price": "$1", "kind": "$2", "limit": "$3"}</format>
                        <args>
                          <arg expression="$ctx:price"/>
                          <arg expression="fn:concat('kind-', $ctx:kind)"/>
                          <arg evaluator="json" expression="$.limits[0].value"/>
                        </args>
                      </payloadFactory>
                    </then>
                    <else>
                      <switch source="$ctx:kind">
                        <case regex="b.*"><header name="X-Kind" value="b" scope="transport"/></case>
                        <default><property name="other" value="yes" scope="axis2"/></default>
                      </switch>
                    </else>
                  </filter>
                  <header name="X-Sequence" expression="$ctx:sequence" scope="transport"/>
                </sequence>
                """.formatted(i, i % 10);
    }

    private static String api(int i) {
        return """
                <api name="api%1$d" context="/api%1$d" xmlns="http://ws.apache.org/ns/synapse">
                  <resource methods="GET" uri-template="/items/{id}">
                    <inSequence>
                      <property name="id" expression="$ctx:uri.var.id"/>
                      <property name="limit" expression="$url:limit"/>
                      <sequence key="seq%2$d"/>
                      <payloadFactory media-type="json">
                        <format>{"id": "$1", "limit": $2, "sequence": "$3"}</format>
                        <args>
                          <arg expression="$ctx:id"/><arg expression="$ctx:limit"/><arg expression="$ctx:sequence"/>
                        </args>
                      </payloadFactory>
                      <respond/>
                    </inSequence>
                    <faultSequence><property name="HTTP_SC" value="500" scope="axis2"/><respond/></faultSequence>
                  </resource>
                  <resource methods="POST PUT" uri-template="/items">
                    <inSequence>
                      <log level="custom" category="DEBUG"><property name="body" expression="json-eval($)"/></log>
                      <property name="customer" expression="json-eval($.customer.name)"/>
                      <filter source="json-eval($.type)" regex="order|offer"><then><sequence key="seq%3$d"/></then></filter>
                      <call><endpoint><http method="post" uri-template="http://localhost:9/items/{uri.var.id}"/></endpoint></call>
                      <respond/>
                    </inSequence>
                  </resource>
                </api>
                """.formatted(i, i + 1000, i + 500);
    }
}
