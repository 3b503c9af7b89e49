package dev.myelin.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.dsl.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A transport that is a Camel component takes a line in the table, and nothing else. */
class CamelTransportsTest {
    private static final CamelTransports TABLE = new CamelTransports(
            Map.of(
                    "clock",
                    new CamelTransports.Inbound(
                            "timer:{clock.name}",
                            Map.of("interval", "period", "count", "repeatCount"),
                            Set.of("sequential"))),
            Map.of("test", address -> "direct:" + address.substring("test:/".length())));

    private static String inbound(String parameters) {
        return "<inboundEndpoint name=\"in\" protocol=\"clock\" sequence=\"take\"><parameters>" + parameters
                + "</parameters></inboundEndpoint><sequence name=\"take\"><property name=\"OUT_ONLY\" value=\"true\"/>"
                + "<send><endpoint><address uri=\"test:/out\"/></endpoint></send></sequence>";
    }

    private static String parameter(String name, String value) {
        return "<parameter name=\"" + name + "\">" + value + "</parameter>";
    }

    private static List<String> findings(String artefacts) {
        CompileSettings settings = CompileSettings.offline(new DefaultCamelContext(), LogLevels.ofThisProcess());
        return new ProjectCompiler(settings, TABLE)
                .compile(Testbed.read(artefacts), Testbed.config(true)).diagnostics().stream()
                        .map(Diagnostic::toString)
                        .toList();
    }

    @Test
    void messagesComeFromTheComponentAndGoToTheComponentThatTheTableNames() throws Exception {
        List<Exchange> came = new CopyOnWriteArrayList<>();
        try (Testbed bed = Testbed.start(
                        TABLE,
                        inbound(parameter("clock.name", "a b")
                                + parameter("interval", "10")
                                + parameter("count", "3")
                                + parameter("sequential", "true")))
                .with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:out").process(came::add);
                    }
                })) {
            await().until(() -> came.size() == 3);
            assertThat(bed.camel.getRoute("inbound:in").getEndpoint().getEndpointUri())
                    .startsWith("timer://a%20b?");
        }
    }

    @Test
    void whatAProtocolNeedsAndWhatItDoesNotKnowIsSaid() {
        assertThat(findings(inbound(parameter("intervall", "10"))))
                .satisfiesExactlyInAnyOrder(
                        missing -> assertThat(missing)
                                .contains("MYL-2094", "no parameter clock.name (expected with protocol clock)"),
                        unknown -> assertThat(unknown)
                                .contains("MYL-3001", "unknown parameter intervall. Did you mean interval?"));
    }

    @Test
    void transportsThatAreNotThereAreNamed() {
        assertThat(Testbed.compile("<inboundEndpoint name=\"e\" protocol=\"kafka\"/>")
                        .diagnostics())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("MYL-2041");
                    assertThat(finding.message()).startsWith("protocol: kafka (expected: ws, wss, httpws");
                });
    }
}
