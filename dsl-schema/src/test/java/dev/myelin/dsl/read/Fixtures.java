package dev.myelin.dsl.read;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files and texts to read. */
final class Fixtures {
    private Fixtures() {}

    /** A folder beside this class among the test resources. */
    static Path folder(String name) {
        try {
            return Path.of(Fixtures.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Every XML file below {@code folder}, in the order of their paths. */
    static List<SourceFile> files(Path folder) {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                files.add(SourceFile.read(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Reads one file with this text. */
    static Project read(String xml) {
        return new ProjectReader().read(List.of(new SourceFile("test.xml", xml.getBytes(StandardCharsets.UTF_8))));
    }

    /** Reads one sequence, named {@code s}, with these mediators; they begin in line 2. */
    static Project readMediators(String mediators) {
        return read("<sequence name='s' xmlns='http://ws.apache.org/ns/synapse'>\n" + mediators + "\n</sequence>");
    }
}
