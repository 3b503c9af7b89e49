package dev.myelin.engine.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The text of the file that findings are about, kept until the next file is asked for. */
final class SourceTexts {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private String name = "";
    private String text = "";

    /** The text of {@code file}; empty when it cannot be read. */
    String of(String file) {
        if (!file.equals(name)) {
            name = file;
            text = read(file);
        }
        return text;
    }

    private static String read(String file) {
        try {
            String read = decoded(Path.of(file));
            return !read.isEmpty() && read.charAt(0) == BYTE_ORDER_MARK ? read.substring(1) : read;
        } catch (IOException | InvalidPathException e) {
            return "";
        }
    }

    /** Places count characters: which ones they are does not matter. */
    private static String decoded(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
    }
}
