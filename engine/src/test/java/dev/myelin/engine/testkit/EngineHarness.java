package dev.myelin.engine.testkit;

import dev.myelin.engine.deploy.Engine;
import dev.myelin.engine.deploy.EngineOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An engine for a test, from a conf directory made of strings, on free ports:
 *
 * <pre>{@code
 * try (EngineHarness engine = EngineHarness.start(conf -> conf
 *         .toml("[transport.ws]\nsender.enable = true")
 *         .definitions("<inboundEndpoint ...><parameter name='inbound.ws.port'>@port:chat@</parameter>..."))) {
 *     connect("ws://localhost:" + engine.wsPort("chat"));
 * }
 * }</pre>
 */
public final class EngineHarness implements AutoCloseable {
    private final ConfFolder conf;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final LogCapture log = new LogCapture();
    private final Engine engine;

    private EngineHarness(ConfFolder conf, UnaryOperator<EngineOptions> options) {
        this.conf = conf;
        try {
            engine = Engine.start(
                    options.apply(EngineOptions.of(conf.directory())),
                    new PrintStream(errors, true, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            log.close();
            delete(conf.directory());
            throw e;
        }
    }

    /** Starts an engine. */
    public static EngineHarness start(UnaryOperator<ConfFolder> files) {
        return start(files, options -> options);
    }

    /** Starts an engine with other than the default options. */
    public static EngineHarness start(UnaryOperator<ConfFolder> files, UnaryOperator<EngineOptions> options) {
        try {
            return new EngineHarness(files.apply(new ConfFolder(Files.createTempDirectory("myelin-test"))), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The engine itself. */
    public Engine engine() {
        return engine;
    }

    /** Its conf directory. */
    public Path directory() {
        return conf.directory();
    }

    /** The port of the HTTP listener. */
    public int httpPort() {
        return conf.httpPort();
    }

    /** The port that {@code @port:name@} stands for. */
    public int wsPort(String name) {
        return conf.port(name);
    }

    /** Everything logged since the start. */
    public LogCapture log() {
        return log;
    }

    /** What the start printed to standard error. */
    public List<String> errors() {
        return errors.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        try {
            engine.close();
        } finally {
            log.close();
            delete(conf.directory());
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
