package dev.myelin.engine.synapse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of the samples that were run: one file each below {@code target}, put together after each test. */
final class SampleReport {
    private static final Path ROWS = Path.of("target", "synapse-samples");
    private static final Path TABLE = Path.of("target", "synapse-samples.md");

    private SampleReport() {}

    static synchronized void add(SynapseSample sample, Optional<Throwable> failure) {
        String outcome = failure.isEmpty() ? "passed" : "FAILED";
        String file = sample.from() + sample.value() + ".xml";
        try {
            Files.createDirectories(ROWS);
            Files.writeString(
                    ROWS.resolve(file.replace('/', '_')),
                    "| " + sample.value() + " | " + file.substring(0, file.indexOf('/')) + " | " + sample.shows()
                            + " | " + outcome + " |\n");
            write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write() throws IOException {
        List<Path> rows;
        try (Stream<Path> files = Files.list(ROWS)) {
            rows = files.sorted().toList();
        }
        StringBuilder table = new StringBuilder("# Samples of Apache Synapse that were run\n\n" + rows.size()
                + " samples, each in an engine of its own, the file as it stands but for the ports.\n\n"
                + "| sample | from | what is checked | outcome |\n|---|---|---|---|\n");
        for (Path row : rows) {
            table.append(Files.readString(row));
        }
        Files.writeString(TABLE, table);
    }
}
