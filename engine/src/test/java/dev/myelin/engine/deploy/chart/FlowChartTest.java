package dev.myelin.engine.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.read.ProjectReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowChartTest {
    private static final String TEXT = "\"[^\"\\n<>;]*(?:(?:<br/>|#\\d+;)[^\"\\n<>;]*)*\"";
    private static final Pattern NODE = Pattern.compile(
            "(n\\d+)(?:\\[%1$s]|\\(\\[%1$s]\\)|\\{%1$s}|\\{\\{%1$s}}|\\[\\[%1$s]]|\\[/%1$s/])".formatted(TEXT));
    private static final Pattern ARROW =
            Pattern.compile("(n\\d+) (?:-->|<-->|-\\.->)(?:\\|%s\\|)? (n\\d+)".formatted(TEXT));
    private static final Pattern BOX = Pattern.compile("subgraph g\\d+\\[%s]".formatted(TEXT));

    @Test
    void aSequenceIsDrawnWithItsWays() {
        Project project = read("""
                <sequence name="orders" onError="failed">
                  <log level="full"/>
                  <filter xpath="$ctx:paid">
                    <then><call><endpoint key="shop"/></call></then>
                    <else><drop/></else>
                  </filter>
                  <switch source="//city">
                    <case regex="Oslo"><sequence key="north"/></case>
                  </switch>
                  <respond/>
                </sequence>
                <sequence name="north"><property name="x" value="1"/></sequence>
                <sequence name="failed"><drop/></sequence>
                """);

        assertThat(FlowChart.of(project, Map.of(), "orders")).hasValue("""
                flowchart TD
                    n1(["sequence orders"])
                    subgraph g2["sequence orders"]
                        n3["log<br/>full"]
                        n1 --> n3
                        n4{"filter<br/>$ctx:paid"}
                        n3 --> n4
                        n5["call"]
                        n4 -->|"then"| n5
                        n6[/"endpoint<br/>shop"/]
                        n5 <--> n6
                        n7["drop"]
                        n4 -->|"else"| n7
                        n8{"switch<br/>//city"}
                        n5 --> n8
                        n9[["sequence<br/>north"]]
                        n8 -->|"case Oslo"| n9
                        n10(["sequence north"])
                        n9 -.-> n10
                        n11["respond"]
                        n9 --> n11
                        n8 -->|"default"| n11
                        n12(["sequence failed"])
                        n1 -.->|"onError"| n12
                    end
                    subgraph g13["sequence north"]
                        n14["property<br/>x<br/>1"]
                        n10 --> n14
                    end
                    subgraph g15["sequence failed"]
                        n16["drop"]
                        n12 --> n16
                    end
                """);
    }

    @Test
    void aProxyAndAnApiAreDrawnWithTheirSequencesAndEndpoints() {
        Project project = read("""
                <proxy name="p"><target faultSequence="f"><inSequence><log/></inSequence>
                  <endpoint><address uri="http://user:secret@host/a?b=1&amp;c=2"/></endpoint></target></proxy>
                <api name="a" context="/a"><resource methods="GET" uri-template="/{id}">
                  <inSequence><respond/></inSequence></resource></api>
                <sequence name="f"><drop/></sequence>
                """);

        assertThat(FlowChart.of(project, Map.of(), "p").orElseThrow())
                .contains("-->|\"inSequence\"|", "-.->|\"faultSequence\"|", "http://***@host/a?b=1#38;c=2")
                .doesNotContain("secret");
        assertThat(FlowChart.of(project, Map.of(), "a").orElseThrow())
                .contains("-->|\"resource GET /{id} inSequence\"|");
    }

    @Test
    void anInboundEndpointIsDrawnWithItsTier() {
        Project project = read("""
                <inboundEndpoint name="chat" sequence="in" onError="f" protocol="ws"><parameters>
                  <parameter name="ws.outflow.dispatch.sequence">out</parameter></parameters></inboundEndpoint>
                <sequence name="in"><drop/></sequence><sequence name="out"><drop/></sequence>
                """);

        assertThat(FlowChart.all(project, Map.of("chat", "mediated (because)")))
                .contains("inboundEndpoint chat<br/>tier mediated")
                .contains("-->|\"ws.outflow.dispatch.sequence\"|");
    }

    @Test
    void anUnknownNameIsNotDrawn() {
        assertThat(FlowChart.of(read(""), Map.of(), "nobody")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "end",
                "a\"b",
                "x]]-->y",
                "#quot;",
                "%% note",
                "<b>&amp;",
                "`code`",
                "a|b",
                "a\\b",
                "style n1 fill:red",
                "a\n b"
            })
    void namesOfUsersAreNeverReadAsMermaid(String name) {
        String text = name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        Project project = read("""
                <sequence name="s" onError="@">
                  <filter source="@" regex="@"><then sequence="@"/></filter>
                  <switch source="@"><case regex="@"><send><endpoint><address uri="@"/></endpoint></send></case></switch>
                  <clone><target sequence="@"/><target><sequence><log/></sequence><endpoint key="@"/></target></clone>
                  <call-template target="@"/>
                </sequence>
                <sequence name="@"><drop/></sequence>
                """.replace("@", text));

        assertIsWellFormed(FlowChart.all(project, Map.of()));
    }

    /** Each line is one of the forms of the grammar, arrows join nodes that are there, boxes are closed. */
    private static void assertIsWellFormed(String chart) {
        Set<String> nodes = new HashSet<>();
        Set<String> joined = new HashSet<>();
        int depth = 0;
        for (String line : chart.lines().skip(1).map(String::strip).toList()) {
            Matcher node = NODE.matcher(line);
            Matcher arrow = ARROW.matcher(line);
            if (node.matches()) {
                assertThat(nodes.add(node.group(1))).as(line).isTrue();
            } else if (arrow.matches()) {
                joined.addAll(List.of(arrow.group(1), arrow.group(2)));
            } else if (line.equals("end")) {
                depth--;
            } else {
                assertThat(line).matches(BOX);
                depth++;
            }
        }
        assertThat(chart).startsWith("flowchart TD\n");
        assertThat(nodes).isNotEmpty().containsAll(joined);
        assertThat(depth).isZero();
    }

    private static Project read(String artefacts) {
        String xml = "<definitions xmlns=\"http://ws.apache.org/ns/synapse\">" + artefacts + "</definitions>";
        return new ProjectReader().read(List.of(new SourceFile("test.xml", xml.getBytes(StandardCharsets.UTF_8))));
    }
}
