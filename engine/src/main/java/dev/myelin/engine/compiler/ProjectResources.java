package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.engine.mediator.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local entries, and files of the folder {@code registry} of the conf directory: {@code conf:/a/b} is {@code conf/a/b} or
 * {@code config/a/b} in it, {@code gov:/a/b} is {@code gov/a/b} or {@code governance/a/b}, anything else is a path.
 * Nothing outside of the folder is read.
 */
final class ProjectResources implements Resources {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectResources.class);
    private static final long MAX_SIZE = 16 << 20;
    private static final String FILE = "file:";

    private final Project project;
    private final Path directory;

    ProjectResources(Project project, Path directory) {
        this.project = project;
        this.directory = directory;
    }

    /** The files of one folder by their names. */
    static Resources folder(Path folder) {
        return name -> read(folder, name);
    }

    @Override
    public Optional<String> text(String key) {
        LocalEntry entry = project.localEntries().get(key);
        if (entry == null) {
            return registry(key);
        }
        return entry.src().isPresent() ? source(entry.src().get()) : Optional.of(entry.content());
    }

    /** The file that {@code file:PATH} names, below the conf directory. */
    Optional<String> source(String src) {
        return src.startsWith(FILE) ? read(directory, src.substring(FILE.length())) : Optional.empty();
    }

    private Optional<String> registry(String key) {
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
            Optional<String> found = read(directory.resolve("registry").resolve(folder), path);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Path base, String path) {
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
            return Optional.of(Files.readString(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} in {} cannot be read: {}", path, base, e.toString());
            return Optional.empty();
        }
    }
}
