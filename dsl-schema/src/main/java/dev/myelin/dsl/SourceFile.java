package dev.myelin.dsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a file and the name that diagnostics show for it.
 *
 * @param name path as the user gave it
 * @param content the file as it is on disk; its encoding is that of the XML declaration
 */
public record SourceFile(String name, byte[] content) {

    /** Reads {@code path} whole. */
    public static SourceFile read(Path path) throws IOException {
        return new SourceFile(path.toString(), Files.readAllBytes(path));
    }
}
