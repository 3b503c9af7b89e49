package dev.myelin.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The folders that people copy from: complete, and nothing in them that an XML parser refuses. */
class SampleFoldersTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path REPOSITORY = MODULE.getParent();
    private static final String SYNAPSE = "http://ws.apache.org/ns/synapse";

    static List<Path> samples() throws IOException {
        try (Stream<Path> folders = Files.list(MODULE)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("synapse-configs")))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> xmlFiles() throws IOException {
        List<Path> folders = Stream.concat(samples().stream(), Stream.of(REPOSITORY.resolve("conf")))
                .toList();
        return folders.stream()
                .flatMap(SampleFoldersTest::files)
                .filter(file -> file.toString().endsWith(".xml"))
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theSamplesAreThere() throws IOException {
        assertThat(samples())
                .extracting(folder -> folder.getFileName().toString())
                .contains(
                        "broadcast",
                        "camel-routes",
                        "frame-policies",
                        "http-to-websocket",
                        "one-port",
                        "request-reply",
                        "secure-websocket",
                        "websocket-events",
                        "websocket-to-http",
                        "websocket-to-websocket");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleSaysWhatItShowsAndHowToRunIt(Path sample) throws IOException {
        assertThat(sample.resolve("deployment.toml")).isRegularFile();
        assertThat(Files.readString(sample.resolve("README.md")))
                .contains("bin/start.sh --sample " + sample.getFileName());
    }

    @ParameterizedTest
    @MethodSource("xmlFiles")
    void anArtefactIsNamedLikeItsFile(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        if (file.toString().contains("synapse-configs")) {
            assertThat(root.getNamespaceURI()).isEqualTo(SYNAPSE);
            assertThat(root.getAttribute("name") + ".xml")
                    .isEqualTo(file.getFileName().toString());
        }
    }
}
