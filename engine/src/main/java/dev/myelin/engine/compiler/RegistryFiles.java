package dev.myelin.engine.compiler;

import dev.myelin.dsl.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that keys name. {@code file:PATH} is one below the conf directory, all others are in its folder {@code registry}:
 * {@code conf:/a/b} is {@code conf/a/b} or {@code config/a/b} in it, {@code gov:/a/b} is {@code gov/a/b} or {@code
 * governance/a/b}, anything else is a path. Nothing outside of the folder is read.
 *
 * @param directory the conf directory
 */
public record RegistryFiles(Path directory) {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryFiles.class);
    private static final long MAX_SIZE = 16 << 20;
    private static final String FILE = "file:";

    /** The file that {@code key} names; empty when there is none. */
    public Optional<SourceFile> source(String key) {
        if (key.startsWith(FILE)) {
            return read(directory, key.substring(FILE.length()));
        }
        int colon = key.indexOf(':');
        List<String> folders =
                switch (colon < 0 ? "" : key.substring(0, colon)) {
                    case "conf" -> List.of("conf", "config");
                    case "gov" -> List.of("gov", "governance");
                    case "local" -> List.of("local");
                    default -> List.of("");
                };
        boolean rooted = !folders.get(0).isEmpty();
        String path = rooted ? key.substring(colon + 1) : key;
        for (String folder : folders) {
            Optional<SourceFile> found = read(directory.resolve("registry").resolve(folder), path);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The text of the file that {@code key} names. */
    Optional<String> text(String key) {
        return source(key).map(RegistryFiles::text);
    }

    /** The text of a file below {@code base}. */
    static Optional<String> text(Path base, String path) {
        return read(base, path).map(RegistryFiles::text);
    }

    private static String text(SourceFile file) {
        return new String(file.content(), StandardCharsets.UTF_8);
    }

    private static Optional<SourceFile> read(Path base, String path) {
        try {
            Path root = base.toAbsolutePath().normalize();
            Path file = root.resolve(path.replaceFirst("^/+", "")).normalize();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MAX_SIZE) {
                LOG.warn("{} is not read: more than {} bytes", file, MAX_SIZE);
                return Optional.empty();
            }
            return Optional.of(SourceFile.read(base.resolve(root.relativize(file))));
        } catch (InvalidPathException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} in {} cannot be read: {}", path, base, e.toString());
            return Optional.empty();
        }
    }
}
