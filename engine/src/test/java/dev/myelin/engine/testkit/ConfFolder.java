package dev.myelin.engine.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conf directory made from strings. {@code @port:NAME@} in a file stands for a free port, the same wherever the name is
 * the same; {@code @port:http@} is that of the HTTP listener and {@code @port:management@} that of the management port, set in
 * a {@code deployment.toml} that does not set them.
 */
public final class ConfFolder {
    private static final Pattern PORT = Pattern.compile("@port:([^@]+)@");
    private static final String HTTP = "http";

    private final Path directory;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();

    /** An empty one at {@code directory}. */
    public ConfFolder(Path directory) {
        this.directory = directory;
        toml("");
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Writes {@code deployment.toml}. */
    public ConfFolder toml(String text) {
        String listener = text.contains("[transport.http]") ? "" : "\n[transport.http]\nlistener.port = @port:http@\n";
        String management = text.contains("[management]") ? "" : "\n[management]\nport = @port:management@\n";
        return file("deployment.toml", text + listener + management);
    }

    /** Writes {@code synapse.xml} with {@code artefacts} inside {@code definitions}. */
    public ConfFolder definitions(String artefacts) {
        return file(
                "synapse-configs/default/synapse.xml",
                "<definitions xmlns=\"http://ws.apache.org/ns/synapse\">\n" + artefacts + "\n</definitions>\n");
    }

    /** Writes a file, named from the directory. */
    public ConfFolder file(String name, String text) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, withPorts(text));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of {@code @port:name@}. */
    public int port(String name) {
        return ports.computeIfAbsent(name, any -> FreePorts.next());
    }

    /** The port of the HTTP listener. */
    public int httpPort() {
        return port(HTTP);
    }

    private String withPorts(String text) {
        return PORT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(String.valueOf(port(found.group(1)))));
    }
}
