package dev.myelin.engine.acceptance;

import dev.myelin.engine.testkit.ConfFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of the conf directories of this repository whose ports are free ones: each port that the originals name, such as
 * 9092, is {@code @port:9092@} in the copy.
 */
final class Folders {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PORT = Pattern.compile("(?<!\\d)(808[2-5]|909[0-9])(?!\\d)");

    private Folders() {}

    /** A file or folder, named from the root of the repository. */
    static Path of(String name) {
        return REPOSITORY.resolve(name);
    }

    /** The copy; the echo back-end inside the process is off, since its port is fixed. */
    static ConfFolder copy(String name, ConfFolder into) {
        Path from = of(name);
        for (Path file : files(from)) {
            String relative = from.relativize(file).toString();
            String text = PORT.matcher(read(file)).replaceAll("@port:$1@");
            if (relative.equals("deployment.toml")) {
                into.toml(withListener(text));
            } else {
                into.file(relative, text);
            }
        }
        return into;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withListener(String toml) {
        return toml.replace("echo_backend = true", "echo_backend = false")
                .replace("[transport.http]", "[transport.http]\nlistener.port = @port:http@");
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(xml|yaml)") || file.endsWith("deployment.toml"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
