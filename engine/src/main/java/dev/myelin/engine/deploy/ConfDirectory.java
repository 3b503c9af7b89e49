package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.openapi.OpenApiReader;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A conf directory: which of its files are artefacts, Camel routes, libraries. The layout is that of MI, with {@code
 * camel/} and {@code lib/} beside it.
 *
 * @param root the directory, as the user gave it
 * @param configs its {@code synapse-configs}
 */
record ConfDirectory(Path root, Path configs) {
    /** MI's folders. Those whose artefacts this version does not know are read too, so that each is reported. */
    private static final Set<String> FOLDERS = Set.of(
            "api",
            "endpoints",
            "event-sources",
            "imports",
            "inbound-endpoints",
            "local-entries",
            "message-processors",
            "message-stores",
            "priority-executors",
            "proxy-services",
            "sequences",
            "tasks",
            "templates");

    private static final String SINGLE_FILE = "synapse.xml";

    /** What MI keeps beside the folders. */
    private static final Set<String> SINGLE_FILES = Set.of(SINGLE_FILE, "registry.xml", "task-manager.xml");

    /** The conf directory at {@code root}. */
    public static ConfDirectory at(Path root) {
        return new ConfDirectory(root, root.resolve("synapse-configs"));
    }

    /** Whether {@code directory} looks like one. */
    static boolean isOne(Path directory) {
        return Files.isRegularFile(directory.resolve("deployment.toml"))
                || Files.isDirectory(directory.resolve("synapse-configs"));
    }

    /** The files with Synapse artefacts, sorted; XML elsewhere under {@code synapse-configs} is reported. */
    List<SourceFile> artefacts(DiagnosticSink findings) {
        List<SourceFile> files = new ArrayList<>();
        Path defaults = configs.resolve("default");
        for (Path entry : list(defaults)) {
            String name = String.valueOf(entry.getFileName());
            if (Files.isDirectory(entry) && FOLDERS.contains(name)) {
                xmlBelow(entry).forEach(file -> read(file, files, findings));
            } else if (SINGLE_FILES.contains(name)) {
                read(entry, files, findings);
            } else if (name.equals("openapi") && Files.isDirectory(entry)) {
                below(entry, OpenApiReader::isDocument).forEach(file -> read(file, files, findings));
            } else {
                notRead(entry, findings);
            }
        }
        return files;
    }

    /** The files with plain Camel routes, sorted. */
    List<Path> camelRoutes() {
        return xmlBelow(root.resolve("camel"));
    }

    /** Whether there is nothing that could run, as in a folder that is no conf directory at all. */
    boolean isEmpty() {
        return list(configs.resolve("default")).isEmpty() && camelRoutes().isEmpty();
    }

    /** Classes of {@code lib/*.jar}, on top of the engine's own. */
    ClassLoader libraries() {
        ClassLoader own = ConfDirectory.class.getClassLoader();
        URL[] jars = list(root.resolve("lib")).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .map(ConfDirectory::url)
                .toArray(URL[]::new);
        return jars.length == 0 ? own : new URLClassLoader("lib", jars, own);
    }

    private static void read(Path file, List<SourceFile> files, DiagnosticSink findings) {
        try {
            files.add(SourceFile.read(file));
        } catch (IOException e) {
            findings.report(Diagnostic.error(
                    "MYL-5001", new SourceLocation(file.toString(), 0, 0), "the file cannot be read: " + e, ""));
        }
    }

    private static void notRead(Path entry, DiagnosticSink findings) {
        boolean folder = Files.isDirectory(entry);
        String hint = DidYouMean.closest(String.valueOf(entry.getFileName()), folder ? FOLDERS : Set.of(SINGLE_FILE))
                .map(near -> "Did you mean " + near + "?")
                .orElse("Artefacts belong in " + SINGLE_FILE + " or one of the folders "
                        + FOLDERS.stream().sorted().toList());
        for (Path file : folder ? xmlBelow(entry) : List.of(entry)) {
            if (file.toString().endsWith(".xml")) {
                findings.report(Diagnostic.warning(
                        "MYL-5002", new SourceLocation(file.toString(), 0, 0), "the file is not read", hint));
            }
        }
    }

    /** Every XML file below {@code directory} but hidden ones, sorted; none when it is not there. */
    static List<Path> xmlBelow(Path directory) {
        return below(directory, name -> name.endsWith(".xml"));
    }

    private static List<Path> below(Path directory, Predicate<String> names) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> names.test(file.toString()))
                    .filter(file -> isVisible(directory.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StartFailedException(directory + ": cannot be read: " + e, e);
        }
    }

    private static boolean isVisible(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new StartFailedException(directory + ": cannot be read: " + e, e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(file + ": no URL", e);
        }
    }
}
