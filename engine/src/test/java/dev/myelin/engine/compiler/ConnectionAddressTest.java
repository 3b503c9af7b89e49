package dev.myelin.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What deployment says of addresses of connections, and of join, leave and label. */
class ConnectionAddressTest {
    private static List<String> findings(String mediators) {
        return Testbed.compile(Testbed.sequence("s", mediators)).diagnostics().stream()
                .map(each -> each.code() + " " + each.message())
                .toList();
    }

    private static String send(String uri) {
        return "<send><endpoint><address uri=\"" + uri + "\"/></endpoint></send>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection:0195c2a4-7f3e-7c1d-9b1a-2d3e4f5a6b7c",
                "connection:group/lobby",
                "connection:group/a/b",
                "connection:group/my%20room",
                "connection:{uri.var.id}",
                "connection:group/{uri.var.room}",
                "connection:group/room-${payload.room}"
            })
    void addressesOfConnectionsCompile(String uri) {
        assertThat(findings(send(uri))).isEmpty();
        assertThat(findings("<call><endpoint><http uri-template=\"" + uri + "\"/></endpoint></call>"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connection:                  | MYL-3022 uri: connection: (expected: connection:ID or",
                "connection:group             | MYL-3022 uri: connection:group (expected",
                "connection:group/            | MYL-3022 uri: connection:group/ (expected",
                "connection://lobby           | MYL-3022 uri: connection://lobby (expected",
                "connection:{get-property(1)} | MYL-3022 uri: connection:{get-property(1)} (expected: {NAME} of a property",
                "connection:group/#           | MYL-3020 group: # (expected: 1 to 256",
                "connection:${payload.        | MYL-"
            })
    void othersAreSaid(String uri, String finding) {
        assertThat(findings(send(uri))).singleElement().asString().startsWith(finding);
    }

    @Test
    void aLongAddressIsNoTrouble() {
        assertThat(findings(send("connection:group/" + "{a}b".repeat(20_000)))).isEmpty();
        assertThat(findings(send("connection:group/" + "g".repeat(100_000)))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<m:join group='#'/>                       | MYL-3020 group: # (expected",
                "<m:leave group=''/>                       | MYL-3020 group:  (expected",
                "<m:join group=\"{get-property('}\"/>      | MYL-2020 expression",
                "<m:label name='a'/>                       | MYL-3021 label a: neither value nor expression",
                "<m:label name='a' value='b' expression='c'/> | MYL-3021 label a: value and expression",
                "<m:label name='a#' value='b'/>            | MYL-3020 label: a# (expected"
            })
    void mediatorsThatAreWrongAreSaid(String mediator, String finding) {
        assertThat(findings(mediator.strip().replaceFirst(" ", " xmlns:m='urn:myelin:mediation' ")))
                .singleElement()
                .asString()
                .startsWith(finding);
    }

    @Test
    void soundMediatorsCompile() {
        String ns = " xmlns:m='urn:myelin:mediation' ";
        assertThat(findings("<m:join" + ns + "group='lobby'/><m:join" + ns + "group='{uri.var.room}'/>"
                        + "<m:leave" + ns + "group=\"{get-property('room')}\"/>"
                        + "<m:leave" + ns + "group='${payload.room}' description='x'/>"
                        + "<m:label" + ns + "name='a' value=''/>"
                        + "<m:label" + ns + "name='a' expression='json-eval($.a)'/>"))
                .isEmpty();
    }
}
