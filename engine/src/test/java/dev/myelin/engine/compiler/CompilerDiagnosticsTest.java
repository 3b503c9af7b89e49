package dev.myelin.engine.compiler;

import static dev.myelin.engine.compiler.Testbed.codes;
import static dev.myelin.engine.compiler.Testbed.compile;
import static dev.myelin.engine.compiler.Testbed.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompilerDiagnosticsTest {
    private static final String SEND_TO_BACKEND =
            "<send><endpoint><address uri='ws://localhost:1/'/></endpoint></send>";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("<property name=\"p\" expression=\"json-eval($.[\"/>", "MYL-2020", "json-eval($.["),
                Arguments.of("<property name=\"p\" expression=\"//a[\"/>", "MYL-2020", "//a["),
                Arguments.of("<filter source=\"'x'\" regex=\"a(\"><then/></filter>", "MYL-2021", "a("),
                Arguments.of("<switch source=\"'x'\"><case regex=\"[\"><drop/></case></switch>", "MYL-2021", "["),
                Arguments.of(
                        "<property name=\"p\" value=\"ten\" type=\"INTEGER\"/>", "MYL-2033", "ten (expected: INTEGER)"),
                Arguments.of("<property name=\"p\" value=\"maybe\" type=\"BOOLEAN\"/>", "MYL-2033", "maybe"),
                Arguments.of("<property name=\"p\" value=\"{\" type=\"JSON\"/>", "MYL-2033", "{ (expected: JSON)"),
                Arguments.of("<property name=\"p\" value=\"1\" scope=\"system\"/>", "MYL-2034", "system"),
                Arguments.of("<property name=\"p\" value=\"1\" pattern=\"(a)\" group=\"2\"/>", "MYL-2033", "0 to 1"),
                Arguments.of("<header name=\"wsse:Security\" value=\"x\"/>", "MYL-2036", "wsse:Security"),
                Arguments.of("<send><endpoint><address uri=\"htp://h/\"/></endpoint></send>", "MYL-2012", "htp://h/"),
                Arguments.of(
                        "<send><endpoint><address uri=\"mailtoOurs:a@h\"/></endpoint></send>",
                        "MYL-2012",
                        "mailtoOurs:"),
                Arguments.of(
                        "<send><endpoint><address uri=\"ws://h/\"/><property name=\"ws.pool.size\" value=\"0\"/></endpoint>"
                                + "</send>",
                        "MYL-2015",
                        "ws.pool.size: 0 (expected: a number from 1 to 9999)"),
                Arguments.of(
                        "<send><endpoint><http uri-template=\"htp://h/{uri.var.q}\"/></endpoint></send>",
                        "MYL-2012",
                        "htp://h/{uri.var.q}"),
                Arguments.of("<send><endpoint><address uri=\"ws://a b/\"/></endpoint></send>", "MYL-2012", "HOST"),
                Arguments.of("<send><endpoint><address uri=\"ws://h:70000/\"/></endpoint></send>", "MYL-2012", "70000"),
                Arguments.of("<send><endpoint><address uri=\"http:/path\"/></endpoint></send>", "MYL-2012", "HOST"),
                Arguments.of(
                        "<send><endpoint><address uri=\"$env{NO_SUCH_VARIABLE}\"/></endpoint></send>",
                        "MYL-2013",
                        "NO_SUCH"),
                Arguments.of(
                        "<send><endpoint><address uri=\"ws://h/\"><timeout><duration>soon</duration></timeout>"
                                + "</address></endpoint></send>",
                        "MYL-2015",
                        "duration: soon"));
    }

    static Stream<Arguments> mistakesInExpressions() {
        return Stream.of(
                Arguments.of(
                        "<property name=\"p\" expression=\"${payload.a + }\"/>",
                        "MYL-2080",
                        "line 1, column 15: the expression ends too early"),
                Arguments.of(
                        "<filter xpath=\"${payload.a = 1}\"><then/></filter>",
                        "MYL-2080",
                        "line 1, column 13: unexpected '='"),
                Arguments.of(
                        "<log><message>a ${toUper('b')}</message></log>",
                        "MYL-2080",
                        "${toUper('b')}: line 1, column 5: unknown function toUper(); did you mean"),
                Arguments.of(
                        "<payloadFactory media-type=\"json\"><format>{\"a\": ${vars}}</format></payloadFactory>",
                        "MYL-2080",
                        "'vars' without a name"),
                Arguments.of(
                        "<call><endpoint><http method=\"get\" uri-template=\"http://h/${x + 1}\"/></endpoint></call>",
                        "MYL-2080",
                        "unknown name 'x'"),
                Arguments.of(
                        "<payloadFactory media-type=\"json\" template-type=\"freemarker\"><format>{${</format>"
                                + "</payloadFactory>",
                        "MYL-2081",
                        "line 1, column"),
                Arguments.of("<scatter-gather/>", "MYL-2031", "no sequence"),
                Arguments.of(
                        "<scatter-gather target=\"variable\"><sequence><drop/></sequence></scatter-gather>",
                        "MYL-2082",
                        "without a name"),
                Arguments.of(
                        "<scatter-gather><aggregation timeout=\"soon\"/><sequence><drop/></sequence></scatter-gather>",
                        "MYL-2033",
                        "soon (expected: a whole number"));
    }

    @ParameterizedTest
    @MethodSource({"mistakes", "mistakesInExpressions"})
    void aMistakeIsAnErrorAtItsElementAndKeepsOnlyItsArtefactOut(String mediator, String code, String text) {
        CompiledProject project = compile(sequence("bad", mediator), sequence("good", "<log/>"));

        assertThat(project.diagnostics()).filteredOn(Diagnostic::isError).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.message()).contains(text);
            assertThat(finding.location().line()).isEqualTo(2);
        });
        assertThat(project.routes())
                .extracting(route -> route.getId())
                .contains("sequence:good")
                .doesNotContain("sequence:bad");
    }

    @Test
    void everyMistakeOfAnArtefactIsReported() {
        CompiledProject project = compile(
                sequence(
                        "bad",
                        "<property name=\"a\" value=\"x\" type=\"LONG\"/>"
                                + "<filter xpath=\"//[\"><then><property name=\"b\" value=\"x\" scope=\"registry\"/></then></filter>"));

        assertThat(codes(project)).contains("MYL-2033", "MYL-2020", "MYL-2034");
    }

    @Test
    void aPasswordThatIsNotSetIsOneFinding() {
        CompiledProject project = compile("""
                <inboundEndpoint name="secure" sequence="s" protocol="wss"><parameters>
                  <parameter name="inbound.ws.port">9092</parameter>
                  <parameter name="ws.outflow.dispatch.sequence">s</parameter>
                  <parameter name="wss.ssl.key.store.file">nowhere.p12</parameter>
                  <parameter name="wss.ssl.key.store.pass">$env{NO_SUCH_VARIABLE}</parameter>
                </parameters></inboundEndpoint>
                """, sequence("s", "<respond/>"));

        assertThat(codes(project)).containsExactly("MYL-2013");
    }

    @Test
    void aScopeWithoutEffectIsAWarning() {
        CompiledProject project =
                compile(sequence("s", "<property name=\"a\" value=\"x\" scope=\"analytics\"/><log/>"));

        assertThat(codes(project)).containsExactly("MYL-2035");
        assertThat(project.hasErrors()).isFalse();
    }

    @Test
    void anArgumentThatIsNotThereStaysTextWithAWarning() {
        CompiledProject project = compile(sequence(
                "s",
                "<payloadFactory media-type=\"text\"><format>$1 costs $9</format>"
                        + "<args><arg value=\"tea\"/></args></payloadFactory>"));

        assertThat(project.diagnostics()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("MYL-2032");
            assertThat(finding.message()).contains("$9").contains("at most $1");
        });
    }

    @Test
    void twoInboundEndpointsOnOnePortAndPathAreAnErrorThatNamesBoth() {
        CompiledProject project = compile(
                sequence("in", "<drop/>"),
                inbound("first", "ws", 9001, ""),
                inbound("second", "ws", 9001, ""),
                inbound("third", "ws", 9001, "<parameter name=\"ws.path\">/other</parameter>"));

        assertThat(project.diagnostics())
                .filteredOn(finding -> finding.code().equals("MYL-2042"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("second", "first", "9001"));
        assertThat(project.inboundEndpoints())
                .extracting(settings -> settings.name())
                .containsExactly("first", "third");
    }

    @Test
    void whatIsWrongWithAnHttpInboundEndpointStandsAtItsParameter() {
        CompiledProject project = compile(
                sequence("main", "<drop/>"),
                "<inboundEndpoint name=\"h\" protocol=\"http\"><parameters>\n"
                        + "<parameter name=\"inbound.http.port\">many</parameter>\n"
                        + "<parameter name=\"dispatch.filter.pattern\">(</parameter>\n"
                        + "<parameter name=\"keystore\"><KeyStore/></parameter>\n"
                        + "<parameter name=\"inbound.htp.port\">1</parameter>\n"
                        + "</parameters></inboundEndpoint>");

        assertThat(project.diagnostics())
                .extracting(finding -> finding.location().line() + " " + finding.code() + " "
                        + finding.message().split(" \\(")[0])
                .containsExactlyInAnyOrder(
                        "4 MYL-3002 inbound.http.port: many",
                        "5 MYL-3002 dispatch.filter.pattern:",
                        "6 MYL-3006 keystore: has no effect without TLS",
                        "7 MYL-3001 unknown parameter inbound.htp.port");
        assertThat(project.inboundEndpoints()).isEmpty();
    }

    @Test
    void aProtocolOfLaterVersionsIsAnErrorThatNamesIt() {
        CompiledProject project = compile(sequence("in", "<drop/>"), inbound("k", "kafka", 9001, ""));

        assertThat(project.diagnostics())
                .filteredOn(finding -> finding.code().equals("MYL-2041"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("kafka", "not there in this version"));
    }

    @Test
    void withoutAnOutSequenceTheWarningNamesTheParameter() {
        CompiledProject project = compile(sequence("in", SEND_TO_BACKEND), inbound("e", "ws", 9001, ""));

        assertThat(project.diagnostics())
                .filteredOn(finding -> finding.code().equals("MYL-2011"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("ws.outflow.dispatch.sequence"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<respond/>",
                "<call><endpoint><address uri='http://localhost:1/'/></endpoint></call><respond/>",
                "<send><endpoint><address uri='connection:group/a'/></endpoint></send>"
            })
    void whereNoMessageReachesAWebSocketBackEndNoOutSequenceIsMissed(String mediators) {
        assertThat(codes(compile(sequence("in", mediators), inbound("e", "ws", 9001, ""))))
                .doesNotContain("MYL-2011");
    }

    @Test
    void anOutSequenceIsMissedWhereOnlyTheHandshakeReachesABackEnd() {
        CompiledProject project = compile(
                sequence("in", "<respond/>"),
                sequence("connect", SEND_TO_BACKEND),
                inbound("e", "ws", 9001, "<parameter name='ws.connect.sequence'>connect</parameter>"));

        assertThat(codes(project)).contains("MYL-2011");
    }

    @Test
    void mainIsTheOutSequenceWhereNoneIsNamed() {
        CompiledProject project =
                compile(sequence("in", "<drop/>"), sequence("main", "<drop/>"), inbound("e", "ws", 9001, ""));

        assertThat(codes(project)).doesNotContain("MYL-2011");
        assertThat(new RouteXml(project).of("e").orElseThrow()).contains("<from uri=\"sequence:main\"");
    }

    private static String matched(String property, String value) {
        return "<call><endpoint><address uri=\"ws://h/\"/>\n  <property name=\"" + property + "\" value=\"" + value
                + "\"/></endpoint></call>";
    }

    static Stream<Arguments> correlations() {
        return Stream.of(
                Arguments.of(matched("ws.correlation", "jsonrpc"), "MYL-3030", "ws.correlation: jsonrpc"),
                Arguments.of(matched("ws.correlation.request", "//id"), "MYL-3031", "both"),
                Arguments.of(
                        matched(
                                "ws.correlation.request",
                                "//id\"/><property name=\"ws.correlation.reply\" value=\"//a["),
                        "MYL-3032",
                        "ws.correlation.reply: //a["));
    }

    @ParameterizedTest
    @MethodSource("correlations")
    void aCorrelationThatCannotBeIsAnErrorAtItsProperty(String mediators, String code, String text) {
        CompiledProject project = compile(sequence("in", mediators));

        assertThat(project.diagnostics())
                .filteredOn(finding -> finding.code().equals(code))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains(text);
                    assertThat(finding.location().line()).isEqualTo(3);
                });
        assertThat(codes(project)).contains(code);
    }

    @Test
    void aCorrelationOfAnHttpEndpointIsAWarning() {
        CompiledProject project =
                compile(sequence("in", matched("ws.correlation", "json-rpc").replace("ws:", "http:")));

        assertThat(codes(project)).containsExactly("MYL-3033");
    }

    static Stream<Arguments> calls() {
        String call = "<call><endpoint><address uri=\"ws://h/\"/></endpoint></call>";
        String outOnly = "<property name=\"OUT_ONLY\" value=\"true\"/>";
        return Stream.of(
                Arguments.of(call, true),
                Arguments.of(outOnly + call, false),
                Arguments.of(call + outOnly, true),
                Arguments.of("<filter xpath=\"true()\"><then>" + call + "</then></filter>", true),
                Arguments.of("<filter xpath=\"true()\"><then>" + outOnly + "</then></filter>" + call, false),
                Arguments.of("<call><endpoint><address uri=\"http://h/\"/></endpoint></call>", false),
                Arguments.of("<call><endpoint key=\"named\"/></call>", true),
                Arguments.of("<sequence key=\"inner\"/>", true),
                Arguments.of(matched("ws.correlation", "json-rpc"), false),
                Arguments.of(matched("ws.correlation", "lease"), false),
                Arguments.of("<send><endpoint><address uri=\"ws://h/\"/></endpoint></send>", false));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallToAWebSocketThatAwaitsAReplyIsAnErrorForWebSocketClients(String mediators, boolean error) {
        CompiledProject project = compile(
                "<endpoint name=\"named\"><address uri=\"wss://h/\"/></endpoint>",
                sequence("inner", "<call><endpoint key=\"named\"/></call>"),
                sequence("in", mediators),
                sequence("main", "<drop/>"),
                inbound("e", "ws", 9001, ""));

        assertThat(codes(project).contains("MYL-2043")).isEqualTo(error);
        assertThat(project.inboundEndpoints()).hasSize(error ? 0 : 1);
        assertThat(project.routes()).extracting(route -> route.getId()).contains("sequence:in");
    }

    @Test
    void aParameterThatNamesNoSequenceIsAWarningAtTheParameter() {
        CompiledProject project = compile(
                sequence("in", "<drop/>"),
                inbound("e", "ws", 9001, "\n<parameter name=\"ws.outflow.dispatch.sequence\">gone</parameter>"));

        List<Diagnostic> found = project.diagnostics().stream()
                .filter(finding -> finding.code().equals("MYL-2001"))
                .toList();
        assertThat(found).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.isError()).isFalse();
            assertThat(finding.message()).contains("gone");
        });
    }

    private static String inbound(String name, String protocol, int port, String parameters) {
        return "<inboundEndpoint name=\"" + name + "\" sequence=\"in\" protocol=\"" + protocol + "\"><parameters>"
                + "<parameter name=\"inbound.ws.port\">" + port + "</parameter>" + parameters
                + "</parameters></inboundEndpoint>";
    }
}
