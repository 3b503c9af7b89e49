package dev.myelin.engine.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A script of {@code bin/} as a process of its own, as a user runs it. Standard error goes to a file. */
public final class Script implements AutoCloseable {
    /** Long, since the first run for a JDK makes the class-data archive. */
    private static final long LIMIT_SECONDS = 180;

    private static final Path BIN = Path.of("..", "bin").toAbsolutePath().normalize();

    private final Process process;
    private final BufferedReader out;
    private final Path errors;

    private Script(ProcessBuilder builder) throws IOException {
        errors = Files.createTempFile("myelin-test", ".err");
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        process = builder.redirectError(errors.toFile()).start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The path of a script. */
    public static Path path(String name) {
        return BIN.resolve(name);
    }

    /** Starts {@code bin/NAME}. */
    public static Script start(String name, Object... arguments) throws IOException {
        return start(Map.of(), Path.of("."), path(name), arguments);
    }

    /** Starts a script with an environment, in a directory. */
    public static Script start(Map<String, String> environment, Path directory, Path script, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return new Script(builder);
    }

    /** The process. */
    public Process process() {
        return process;
    }

    /** The next line of standard output that contains {@code text}; fails when there is none. */
    public String lineWith(String text) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("no line with \"" + text + "\"; standard error:\n" + errors());
    }

    /** What is left of standard output, when the process has ended. */
    public List<String> rest() {
        return out.lines().toList();
    }

    /** Sends a signal, by the name that {@code kill} knows. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("bash", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    /** Waits for the end; the exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Standard error so far. */
    public String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
