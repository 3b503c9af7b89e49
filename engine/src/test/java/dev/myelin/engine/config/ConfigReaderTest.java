package dev.myelin.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.myelin.dsl.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    @TempDir
    Path directory;

    private final List<Diagnostic> findings = new ArrayList<>();

    @Test
    void takesAllDefaultsWithoutAFile() {
        DeploymentConfig config = new ConfigReader(Map.of()).read(directory, findings::add);

        assertThat(config).isEqualTo(DeploymentConfig.defaults(directory));
        assertThat(config.http().port()).isEqualTo(8290);
        assertThat(config.ws().enabled()).isFalse();
        assertThat(findings).isEmpty();
    }

    @Test
    void readsTheSenderOfTheSecondDocumentedExample() throws IOException {
        DeploymentConfig config = read("""
                [server]
                hostname = "localhost"

                [transport.ws]
                sender.enable = true
                sender.outflow_dispatch_sequence = 'outDispatchSeq'
                """);

        assertThat(config.ws().enabled()).isTrue();
        assertThat(config.ws().outSequence()).contains("outDispatchSeq");
        assertThat(config.wss().enabled()).isFalse();
        assertThat(findings).isEmpty();
    }

    @Test
    void readsDataSourcesWithTheirPoolOptionsAndHidesTheirPasswords() throws IOException {
        DeploymentConfig config = read("""
                [[datasource]]
                id = "orders"
                url = "jdbc:h2:mem:orders"
                username = "ann"
                password = "very secret"
                driver = "org.h2.Driver"
                jmx_enable = false
                pool_options.maxActive = 5
                pool_options.validationQuery = "SELECT 1"

                [[datasource]]
                id = "other"
                url = "jdbc:x:y"
                """);

        DataSourceTable orders = config.misc().dataSources().get("orders");
        assertThat(orders.url()).isEqualTo("jdbc:h2:mem:orders");
        assertThat(orders.password()).contains("very secret");
        assertThat(orders.poolOptions()).containsEntry("maxactive", "5").containsEntry("validationquery", "SELECT 1");
        assertThat(config.toString()).doesNotContain("secret");
        assertThat(config.misc().dataSources()).containsOnlyKeys("orders", "other");
        assertThat(findings).isEmpty();
    }

    @Test
    void reportsDataSourcesThatCannotBeUsed() throws IOException {
        DeploymentConfig config = read("""
                [[datasource]]
                id = "noUrl"
                [[datasource]]
                id = "slip"
                url = "jdbc:x:$env{NOT_SET}"
                usrname = "ann"
                """);

        assertThat(config.misc().dataSources()).isEmpty();
        assertThat(findings)
                .extracting(Diagnostic::message)
                .containsExactly(
                        "datasource: no url (expected: id and url)",
                        "datasource.usrname is not known",
                        "datasource.url: jdbc:x:$env{NOT_SET} (expected: an environment variable NOT_SET that is set)",
                        "datasource: no url (expected: id and url)");
        assertThat(findings.get(1).location().line()).isEqualTo(6);
    }

    @Test
    void readsTheLimitsOfTheEngineAndTheSendersOwnNameForFrames() throws IOException {
        DeploymentConfig config = read("""
                [websocket]
                max_total_connections = 5000
                max_buffered = "64MiB"
                [transport.ws]
                sender.parameter.wsMaxFrameLength = 131072
                """);

        assertThat(config.websocket())
                .containsEntry("ws.max.total.connections", "5000")
                .containsEntry("ws.max.buffered", "64MiB")
                .containsEntry("ws.max.frame.size.backend", "131072");
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [synapse_properties];'ws.transport.max.frame.payload.length' = 131072  | 131072
                    [synapse_properties];ws.transport.max.frame.payload.length = "128KiB"  | 128KiB
                    synapse_properties.'ws.transport.max.frame.payload.length' = "131072"  | 131072
                    [synapse_properties];'ws.transport.max.frame.payload.length' = 0       |
                    [synapse_properties];'ws.transport.max.frame.payload.length' = 131072;[websocket];max_frame_size_client = "1MiB" | 1MiB
                    [synapse_properties];'ws.transport.max.frame.payload.length' = 131072;[websocket];max_frame_size = "1MiB" |
                    """)
    void readsTheServersOwnNameForTheFramesOfClients(String toml, String limit) throws IOException {
        DeploymentConfig config = read(toml.replace(';', '\n'));

        assertThat(config.websocket().get("ws.max.frame.size.client")).isEqualTo(limit);
        assertThat(findings).isEmpty();
    }

    @Test
    void readsEveryKeyThatHasAnEffect() throws IOException {
        DeploymentConfig config = read("""
                server.hostname = "mi.example"
                server.offset = 10
                server.drain_time = "3s"
                [transport.http]
                listener.port = 8291
                listener.hostname = "127.0.0.1"
                listener.max_body_size = "1MiB"
                listener.request_timeout = 5000
                listener.idle_timeout = "1m"
                socket_timeout = 180000
                [transport.wss]
                sender.enable = "true"
                sender.outflow_dispatch_fault_sequence = "faultSeq"
                sender.truststore_location = "security/trust.p12"
                sender.truststore_password = "$env{TRUST}"
                sender.parameter.'ws.custom.header' = "x-"
                sender.parameter.plain = 7
                [websocket]
                max_message_size = "16MiB"
                idle_timeout = 5000
                push_slow_consumer = "drop-oldest"
                allowed_origins = ["https://a.example", "https://b.example"]
                [logging]
                max_payload = 1024
                [samples]
                echo_backend = true
                """);

        assertThat(findings).isEmpty();
        assertThat(config.server()).isEqualTo(new DeploymentConfig.Server("mi.example", 10, Duration.ofSeconds(3)));
        assertThat(config.http())
                .isEqualTo(new DeploymentConfig.Http(8291, "127.0.0.1", Duration.ofMinutes(3), 1 << 20)
                        .withCallers(new DeploymentConfig.Callers(Duration.ofSeconds(5), Duration.ofMinutes(1))));
        assertThat(config.wss().enabled()).isTrue();
        assertThat(config.wss().faultSequence()).contains("faultSeq");
        assertThat(config.wss().tls().get("trust.store.file").value()).isEqualTo("security/trust.p12");
        assertThat(config.wss().tls().get("trust.store.pass").value()).isEqualTo("sesame");
        assertThat(config.wss().parameters()).containsOnly(entry("ws.custom.header", "x-"), entry("plain", "7"));
        assertThat(config.websocket())
                .containsOnly(
                        entry("ws.max.message.size", "16MiB"),
                        entry("ws.idle.timeout", "5000"),
                        entry("ws.push.slow.consumer", "drop-oldest"),
                        entry("ws.allowed.origins", "https://a.example,https://b.example"));
        assertThat(config.misc())
                .isEqualTo(new DeploymentConfig.Misc(
                        1024, true, DeploymentConfig.Management.DEFAULT, Map.of(), Optional.empty(), Map.of()));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
                    [server];offset = "ten"                     | 2:1: error MYL-4006: server.offset: ten (expected: a whole number). The default is taken
                    [server];offset = -1                        | 2:1: error MYL-4006: server.offset: -1 (expected: a whole number from 0 to 57245). The default is taken
                    [server];hostname = 5                       | 2:1: error MYL-4006: server.hostname: 5 (expected: text in quotes). The default is taken
                    [server];;drain_time = "soon"               | 3:1: error MYL-4006: server.drain_time: soon (expected: a time, such as 500ms, 30s or 1h, or a number of seconds). The default is taken
                    [server];hostname = "$env{NO_SUCH}"         | 2:1: error MYL-4007: server.hostname: $env{NO_SUCH} (expected: an environment variable NO_SUCH that is set). The default is taken
                    [server];hostnam = "x"                      | 2:1: warning MYL-4003: server.hostnam is not known. Did you mean hostname?
                    [server];hot_deployment = false             | 2:1: warning MYL-4005: server.hot_deployment has no effect in this version
                    [transport.ws];  sender.enabel = true       | 2:3: warning MYL-4003: transport.ws.sender.enabel is not known. Did you mean sender.enable?
                    [transport.ws];sender.enable = "yes"        | 2:1: error MYL-4006: transport.ws.sender.enable: yes (expected: true or false). The default is taken
                    [transport.htpp];listener.port = 1          | 1:1: warning MYL-4004: [transport.htpp] is not known. Did you mean [transport.http]?
                    [transport.http];listener.port = 70000      | 2:1: error MYL-4006: transport.http.listener.port: 70000 (expected: a whole number from 0 to 65535). The default is taken
                    [transport.jms];sender.enable = true        | 1:1: warning MYL-4005: [transport.jms] has no effect in this version
                    [keystore.primary];file_name = "x";alias = "y"  | 1:1: warning MYL-4005: [keystore.primary] has no effect in this version
                    [sever];hostname = "x"                      | 1:1: warning MYL-4004: [sever] is not known. Did you mean [server]?
                    [websocket];max_message_size = "16 MiBs"    | 2:1: error MYL-4006: websocket.max_message_size: 16 MiBs (expected: a number of bytes, or one with KiB, MiB or GiB, such as 64KiB). The default is taken
                    [websocket];push_slow_consumer = "pause"    | 2:1: error MYL-4006: websocket.push_slow_consumer: pause (expected: close or drop-oldest). The default is taken
                    [websocket];slow_consumer = "drop-oldest"   | 2:1: error MYL-4006: websocket.slow_consumer: drop-oldest (expected: pause or close). The default is taken
                    [websocket];max_connections = "many"        | 2:1: error MYL-4006: websocket.max_connections: many (expected: a number from 0). The default is taken
                    [websocket];compression = "maybe"           | 2:1: error MYL-4006: websocket.compression: maybe (expected: true or false). The default is taken
                    [synapse_properties];'synapse.threads.core' = 20 | 2:1: warning MYL-4005: synapse_properties.'synapse.threads.core' has no effect in this version
                    [synapse_properties];'ws.transport.max.frame.payload.length' = "big" | 2:1: error MYL-4006: synapse_properties.'ws.transport.max.frame.payload.length': big (expected: a number of bytes, or one with KiB, MiB or GiB, such as 64KiB). The default is taken
                    """)
    void reportsWhatIsWrongWithItsPlace(String toml, String finding) throws IOException {
        DeploymentConfig config = read(toml.replace(';', '\n'));

        assertThat(findings).extracting(Diagnostic::toString).containsExactly(file() + ":" + finding);
        assertThat(config).isEqualTo(DeploymentConfig.defaults(directory));
    }

    @Test
    void reportsEverySyntaxErrorAndReadsTheRest() throws IOException {
        DeploymentConfig config = read("""
                [server]
                hostname = "shown"
                offset = =
                [transport.ws]
                sender.enable = tru
                """);

        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("MYL-4002");
            assertThat(finding.isError()).isTrue();
        });
        assertThat(findings).extracting(finding -> finding.location().line()).contains(3, 5);
        assertThat(config.server().hostname()).isEqualTo("shown");
    }

    @Test
    void doesNotCallKeysUnknownThatStandInATableDefinedTwice() throws IOException {
        read("""
                [websocket]
                [samples]
                [websocket]
                idle_timeout = "1m"
                [sevrer]
                """);

        assertThat(findings).extracting(Diagnostic::code).containsExactly("MYL-4002", "MYL-4004");
    }

    @Test
    void reportsAFileThatIsNoText() throws IOException {
        Files.write(file(), new byte[] {'a', (byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF});

        DeploymentConfig config = new ConfigReader(Map.of()).read(directory, findings::add);

        assertThat(config).isEqualTo(DeploymentConfig.defaults(directory));
        assertThat(findings).isNotEmpty().allMatch(Diagnostic::isError);
    }

    private DeploymentConfig read(String toml) throws IOException {
        Files.writeString(file(), toml, StandardCharsets.UTF_8);
        return new ConfigReader(Map.of("TRUST", "sesame")).read(directory, findings::add);
    }

    private Path file() {
        return directory.resolve("deployment.toml");
    }
}
