package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.dsl.model.Property;
import dev.myelin.dsl.model.Send;
import dev.myelin.dsl.model.Sequence;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** MI's documented examples, and a file that has everything. */
final class ValidInputTest {
    private static final ProjectReader READER = new ProjectReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http-to-websocket",
                "websocket-to-websocket",
                "secure-inbound",
                "http-to-websocket-call",
                "websocket-to-http",
                "all"
            })
    void readsWithoutAFinding(String folder) throws SAXException {
        List<SourceFile> files = Fixtures.files(Fixtures.folder("valid/" + folder));
        Project project = READER.read(files);
        assertThat(project.diagnostics()).isEmpty();
        assertThat(project.files()).isEqualTo(new Project.Counts(files.size(), 0));
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(getClass().getResource(Xsd.RESOURCE));
        for (SourceFile file : files) {
            assertThatCode(() ->
                            schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(file.content()))))
                    .as(file.name() + " against the XSD")
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void readsWhatTheHttpExampleSays() {
        Project project = READER.read(Fixtures.files(Fixtures.folder("valid/http-to-websocket")));
        assertThat(project.sequences()).containsOnlyKeys("dispatchSeq", "outDispatchSeq");
        assertThat(project.proxies()).containsOnlyKeys("websocketProxy1");
        assertThat(project.proxies()
                        .get("websocketProxy1")
                        .target()
                        .orElseThrow()
                        .inSequenceName())
                .contains("dispatchSeq");
        Sequence dispatch = project.sequences().get("dispatchSeq");
        assertThat(dispatch.mediators()).hasSize(4);
        Property second = (Property) dispatch.mediators().get(1);
        assertThat(second.name()).isEqualTo("FORCE_SC_ACCEPTED");
        assertThat(second.scope()).isEqualTo("axis2");
        Send send = (Send) dispatch.mediators().get(3);
        Endpoint endpoint = send.endpoint().orElseThrow();
        assertThat(endpoint.address().orElseThrow().uri()).isEqualTo("ws://localhost:8082/websocket");
    }

    @Test
    void readsTheParametersOfAnInboundEndpoint() {
        Project project = READER.read(Fixtures.files(Fixtures.folder("valid/websocket-to-websocket")));
        InboundEndpoint inbound = project.inboundEndpoints().get("websocket");
        assertThat(inbound.protocol()).isEqualTo("ws");
        assertThat(inbound.parameters()).extracting(Parameter::name).hasSize(5).startsWith("inbound.ws.port");
        assertThat(inbound.parameters().get(0).text()).isEqualTo("9092");
    }

    @Test
    void wordsOfTheLanguageGetTheirOwnSpelling() {
        Project project = Fixtures.readMediators("<property name='a' value='1' scope='AXIS2' type='boolean'/>");
        Property property = (Property) project.sequences().get("s").mediators().get(0);
        assertThat(property.scope()).isEqualTo("axis2");
        assertThat(property.type()).isEqualTo("BOOLEAN");
    }

    @Test
    void artefactsOfAllFilesKnowEachOther() {
        Project alone = READER.read(
                Fixtures.files(Fixtures.folder("valid/http-to-websocket")).subList(2, 3));
        assertThat(alone.diagnostics()).hasSize(2).noneMatch(each -> each.isError());
        assertThat(alone.proxies()).containsOnlyKeys("websocketProxy1");
    }
}
