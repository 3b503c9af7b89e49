package dev.myelin.engine.compiler;

import static dev.myelin.engine.compiler.Testbed.compile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about message stores, message processors and tasks that cannot run. */
class BackgroundDiagnosticsTest {
    private static final String STORE = "<messageStore name=\"s\"/>";
    private static final String INJECTOR = " class=\"org.apache.synapse.startup.tasks.MessageInjector\"";
    private static final String MESSAGE = "<property name=\"message\" value=\"x\"/>";

    private static String processor(String type, String parameter, String value) {
        return STORE + "<messageProcessor name=\"p\" messageStore=\"s\" class=\"" + type + "\"><parameter name=\""
                + parameter + "\">" + value + "</parameter></messageProcessor>";
    }

    private static String forwarder(String parameter, String value) {
        return processor("x.ScheduledMessageForwardingProcessor", parameter, value);
    }

    private static String task(String inside) {
        return "<task name=\"t\"" + INJECTOR + ">" + inside + "</task>";
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "<messageStore name=\"s\" class=\"org.apache.synapse.message.store.impl.jms.JmsStore\"/>",
                        "MYL-2091",
                        "class: org.apache.synapse.message.store.impl.jms.JmsStore (expected: "),
                Arguments.of(
                        "<messageStore name=\"s\"><parameter name=\"store.max.size\">big</parameter></messageStore>",
                        "MYL-2093",
                        "store.max.size: big (expected: a size"),
                Arguments.of(
                        "<messageStore name=\"s\"><parameter name=\"store.max.messages\">0</parameter></messageStore>",
                        "MYL-2093",
                        "store.max.messages: 0 (expected: a number from 1"),
                Arguments.of(
                        STORE + "<messageProcessor name=\"p\" messageStore=\"s\"/>",
                        "MYL-2091",
                        "class: none (expected: "),
                Arguments.of(forwarder("interval", "often"), "MYL-2093", "interval: often (expected: a number"),
                Arguments.of(forwarder("cronExpression", "whenever"), "MYL-2093", "cronExpression: whenever"),
                Arguments.of(forwarder("non.retry.status.codes", "2xx"), "MYL-2093", "non.retry.status.codes: 2xx"),
                Arguments.of(processor("x.SamplingProcessor", "interval", "1"), "MYL-2094", "no parameter sequence"),
                Arguments.of(
                        processor("x.FailoverScheduledMessageForwardingProcessor", "interval", "1"),
                        "MYL-2094",
                        "no parameter message.target.store.name"),
                Arguments.of(
                        "<task name=\"t\" class=\"org.example.Mine\"><trigger once=\"true\"/></task>",
                        "MYL-2095",
                        "class: org.example.Mine"),
                Arguments.of(task(MESSAGE), "MYL-2096", "no trigger"),
                Arguments.of(task(MESSAGE + "<trigger/>"), "MYL-2096", "expected: interval, cron or once"),
                Arguments.of(task(MESSAGE + "<trigger interval=\"0\"/>"), "MYL-2096", "interval: 0"),
                Arguments.of(task(MESSAGE + "<trigger interval=\"1\" count=\"x\"/>"), "MYL-2096", "count: x"),
                Arguments.of(task(MESSAGE + "<trigger cron=\"* * * * *\"/>"), "MYL-2096", "cron: * * * * *"),
                Arguments.of(task("<trigger interval=\"1\"/>"), "MYL-2097", "no property message"),
                Arguments.of(
                        task("<trigger interval=\"1\"/><property name=\"registryKey\" value=\"none\"/>"),
                        "MYL-2097",
                        "registryKey: none"),
                Arguments.of(
                        task(MESSAGE + "<trigger interval=\"1\"/><property name=\"injectTo\" value=\"proxy\"/>"),
                        "MYL-2097",
                        "no property proxyName"),
                Arguments.of(
                        task(MESSAGE + "<trigger interval=\"1\"/><property name=\"injectTo\" value=\"api\"/>"),
                        "MYL-2097",
                        "injectTo: api"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsAnErrorAtItsElementAndKeepsTheArtefactOut(String artefact, String code, String text) {
        CompiledProject project = compile(artefact);

        assertThat(project.diagnostics())
                .filteredOn(Diagnostic::isError)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(code);
                    assertThat(finding.message()).contains(text);
                    assertThat(finding.location().line()).isPositive();
                });
        CompiledProject.Background background = project.background();
        assertThat(background.processors()).isEmpty();
        assertThat(background.tasks()).isEmpty();
    }

    @Test
    void whatHasNoEffectIsAWarning() {
        CompiledProject project = compile(forwarder("max.delivery.atempts", "3"));
        assertThat(project.diagnostics()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("MYL-2092");
            assertThat(finding.hint()).isEqualTo("Did you mean max.delivery.attempts?");
        });
        assertThat(project.background().processors()).hasSize(1);
    }

    @Test
    void aProcessorOfAStoreThatCannotBeDoesNotRunAndSaysWhy() {
        CompiledProject project = compile("<messageStore name=\"s\" class=\"x.JmsStore\"/>"
                + "<messageProcessor name=\"p\" messageStore=\"s\" class=\"x.ScheduledMessageForwardingProcessor\"/>");
        assertThat(project.diagnostics())
                .filteredOn(finding -> finding.code().equals("MYL-2090"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("message store s has errors"));
        assertThat(project.background().processors()).isEmpty();
    }

    @Test
    void explainShowsWhatAProcessorAndATaskRun() {
        RouteXml routes = new RouteXml(compile(
                STORE,
                "<messageProcessor name=\"p\" messageStore=\"s\" targetEndpoint=\"e\""
                        + " class=\"x.ScheduledMessageForwardingProcessor\">"
                        + "<parameter name=\"message.processor.reply.sequence\">r</parameter></messageProcessor>",
                task(MESSAGE + "<trigger once=\"true\"/>")));
        assertThat(routes.names()).contains("p", "s", "t").doesNotHaveDuplicates();
        assertThat(routes.of("s").orElseThrow()).contains("message store s: in memory, at most 100000 messages");
        assertThat(routes.all()).contains("message processor p: from s every 1000 ms", "task t: every 0 ms, 1 runs");
        assertThat(routes.of("p").orElseThrow()).contains("endpoint:e?mode=call", "sequence:r");
        assertThat(routes.of("t").orElseThrow()).contains("sequence:main");
    }
}
