package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.SynapseNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourcePositionTest {
    private static final String NAMESPACE = " xmlns='http://ws.apache.org/ns/synapse'";

    @Test
    void everyObjectKnowsThePlaceOfItsOpeningBracket() {
        Project project = Fixtures.read("<!-- a\n comment --><sequence name='s'\n" + NAMESPACE + ">\n"
                + "\t<log\n   level='full'\n  ><property name='a' value='b'/></log>é<!--x--><respond/>\n"
                + "<filter xpath='a'><then><drop/></then></filter></sequence>");
        List<String> places = new ArrayList<>();
        Nodes.each(
                project,
                node -> places.add(node.getClass().getSimpleName() + " "
                        + node.location().line() + ":" + node.location().column()));
        assertThat(places)
                .containsExactly(
                        "Sequence 2:13",
                        "Log 4:2",
                        "NamedValue 6:4",
                        "Respond 6:49",
                        "Filter 7:1",
                        "Branch 7:19",
                        "Drop 7:25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "ISO-8859-1"})
    void columnsCountCharactersInEveryEncoding(String encoding) {
        String xml = "<?xml version='1.0' encoding='" + encoding + "'?>\n<sequence name='ü'" + NAMESPACE
                + "><!-- äöü --><drop/></sequence>";
        Project project =
                new ProjectReader().read(List.of(new SourceFile("test.xml", xml.getBytes(Charset.forName(encoding)))));
        Mediator drop = project.sequences().get("ü").mediators().get(0);
        assertThat(drop.location()).hasToString("test.xml:2:" + (xml.indexOf("<drop") - xml.indexOf("<sequence") + 1));
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsDoNotShiftPlaces() {
        String xml = "\uFEFF<sequence name='s'" + NAMESPACE + ">\r\n  <drop/>\r\n  <log/>\r\n</sequence>";
        Project project =
                new ProjectReader().read(List.of(new SourceFile("test.xml", xml.getBytes(StandardCharsets.UTF_8))));
        assertThat(project.sequences().get("s").mediators())
                .extracting(each -> each.location().toString())
                .containsExactly("test.xml:2:3", "test.xml:3:3");
    }

    @Test
    void everyObjectKnowsThePrefixesForItsExpressions() {
        Project project = Fixtures.readMediators(
                "<filter xmlns:a='urn:a' xpath='//a:x'><then><log xmlns:b='urn:b'/></then></filter>");
        SynapseNode filter = project.sequences().get("s").mediators().get(0);
        assertThat(filter.namespaces()).isEqualTo(Map.of("a", "urn:a"));
        SynapseNode log = filter.children().get(0).children().get(0);
        assertThat(log.namespaces()).isEqualTo(Map.of("a", "urn:a", "b", "urn:b"));
    }
}
