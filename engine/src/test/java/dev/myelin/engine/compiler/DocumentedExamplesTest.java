package dev.myelin.engine.compiler;

import static dev.myelin.engine.compiler.Testbed.compile;
import static dev.myelin.engine.compiler.Testbed.config;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import org.junit.jupiter.api.Test;

class DocumentedExamplesTest {
    private static final String DISPATCH = """
            <sequence name="dispatchSeq">
                <property name="OUT_ONLY" value="true"/>
                <property name="FORCE_SC_ACCEPTED" scope="axis2" type="STRING" value="true"/>
                <property name="websocket.accept.contenType" scope="axis2" value="application/json"/>
                <send><endpoint><address uri="ws://localhost:8082/websocket"/></endpoint></send>
            </sequence>""";
    private static final String OUT = """
            <sequence name="outDispatchSeq"><log level="full"/></sequence>""";
    private static final String PROXY = """
            <proxy name="websocketProxy1" transports="http,https" statistics="disable" trace="disable" startOnLoad="true">
                <target inSequence="dispatchSeq" faultSequence="outDispatchSeq"/>
                <description/>
            </proxy>""";
    private static final String INBOUND = """
            <inboundEndpoint name="websocket" sequence="dispatchSeq" onError="outDispatchSeq" protocol="ws" suspend="false">
                <parameters>
                    <parameter name="inbound.ws.port">9092</parameter>
                    <parameter name="ws.outflow.dispatch.sequence">outDispatchSeq</parameter>
                    <parameter name="ws.outflow.dispatch.fault.sequence">outDispatchSeq</parameter>
                </parameters>
            </inboundEndpoint>""";

    @Test
    void httpToWebSocketCompiles() {
        CompiledProject project = compile(DISPATCH, OUT, PROXY);

        // There is no HTTPS; and without an out sequence in deployment.toml frames of the back-end have nowhere to go.
        assertThat(Testbed.codes(project)).containsExactly("MYL-2044", "MYL-2011");
        assertThat(project.proxies()).singleElement().satisfies(proxy -> {
            assertThat(proxy.name()).isEqualTo("websocketProxy1");
            assertThat(proxy.transports()).containsExactly("http", "https");
            assertThat(proxy.replySequence()).isEmpty();
        });
        assertThat(project.endpoints()).extracting(EndpointSettings::name).containsExactly("dispatchSeq/send-1");
    }

    @Test
    void explainShowsTheRoutesOfAProxyWithWhatTheyReach() {
        String xml = new RouteXml(compile(DISPATCH, OUT, PROXY))
                .of("websocketProxy1")
                .orElseThrow();

        assertThat(xml)
                .startsWith("<routes>")
                .contains("<from uri=\"proxy:websocketProxy1\"")
                .contains("uri=\"sequence:dispatchSeq\"")
                .contains("<from uri=\"sequence:dispatchSeq\"")
                .contains("<from uri=\"sequence:outDispatchSeq\"")
                .contains("<!-- endpoint dispatchSeq/send-1: ws://localhost:8082/websocket -->")
                .contains("uri=\"endpoint:dispatchSeq/send-1?mode=send\"")
                .contains("<constant>true</constant>")
                .contains("id=\"dispatchSeq/property-2\" ref=\"property\"")
                .contains("<doCatch")
                .doesNotContain("ws:outflow");
    }

    @Test
    void webSocketToWebSocketSaysWhichTierAndWhy() {
        CompiledProject project = compile(DISPATCH, OUT, INBOUND);
        String xml = new RouteXml(project).of("websocket").orElseThrow();

        assertThat(project.hasErrors()).isFalse();
        assertThat(project.inboundEndpoints()).hasSize(1);
        assertThat(xml)
                .contains("<!-- inbound endpoint websocket: tier mediated (outDispatchSeq: <log> at test.xml:")
                .contains("<from uri=\"ws:inbound/websocket\"")
                .contains("<from uri=\"ws:outflow/websocket\"")
                .contains("uri=\"sequence:outDispatchSeq\"");
    }

    @Test
    void theXmlHasNoNamespaceAndTheHandlerStandsLast() {
        String xml = new RouteXml(compile(DISPATCH, OUT, PROXY))
                .of("websocketProxy1")
                .orElseThrow();

        assertThat(xml).doesNotContain("xmlns");
        assertThat(xml.indexOf("uri=\"sequence:dispatchSeq\"")).isLessThan(xml.indexOf("<doCatch"));
    }

    @Test
    void artefactsOfDifferentKindsCanShareAName() throws Exception {
        String proxy =
                "<proxy name=\"same\"><target><inSequence><sequence key=\"same\"/></inSequence></target></proxy>";
        String inbound = INBOUND.replace("name=\"websocket\"", "name=\"same\"").replace("dispatchSeq", "same");
        String sequence = Testbed.sequence("same", "<sequence key=\"outDispatchSeq\"/>");
        try (Testbed bed = Testbed.start(sequence, OUT, proxy, inbound)) {
            assertThat(bed.camel.getRoutes()).hasSize(6);
        }
    }

    @Test
    void anUnknownNameIsNotExplained() {
        assertThat(new RouteXml(compile(DISPATCH)).of("nobody")).isEmpty();
    }

    @Test
    void aDisabledSenderIsAWarningThatSaysWhichLineToAdd() {
        CompiledProject project = compile(config(false), DISPATCH, OUT, PROXY);

        assertThat(Testbed.codes(project)).containsExactly("MYL-2010", "MYL-2044");
        assertThat(project.diagnostics()).first().satisfies(finding -> {
            assertThat(finding.isError()).isFalse();
            assertThat(finding.hint()).contains("[transport.ws] sender.enable = true");
            assertThat(finding.location().line()).isEqualTo(6);
        });
        assertThat(project.proxies()).hasSize(1);
    }

    @Test
    void aSuspendedInboundEndpointHasRoutesAndWaitsToBeActivated() {
        CompiledProject project = compile(DISPATCH, OUT, INBOUND.replace("suspend=\"false\"", "suspend=\"true\""));

        assertThat(project.inboundEndpoints()).singleElement().satisfies(inbound -> assertThat(inbound.suspended())
                .isTrue());
        assertThat(project.routes())
                .filteredOn(route -> route.getId().startsWith("ws:inbound/"))
                .singleElement()
                .satisfies(route -> assertThat(route.getAutoStartup()).isNull());
    }
}
