package dev.myelin.engine.cli;

import dev.myelin.engine.deploy.Engine;
import dev.myelin.engine.deploy.EngineOptions;
import dev.myelin.engine.deploy.StartFailedException;
import dev.myelin.engine.deploy.logging.EngineLogging;
import dev.myelin.engine.management.ManagementServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * {@code start --conf DIR [--port-offset N] [--strict]}: runs the engine until a signal ends it. Parsed by hand, since
 * loading picocli would be a good part of the time to start.
 */
public final class StartCommand {
    private StartCommand() {}

    /** Starts the engine and returns; its threads keep the process alive. Ends the process when it cannot start. */
    public static void run(List<String> arguments) {
        EngineOptions options;
        try {
            options = parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("myelin start: " + e.getMessage());
            System.exit(ExitCode.USAGE);
            return;
        }
        EngineLogging.toStandardOutput();
        Termination termination = Termination.onSignals();
        try {
            Engine engine = Engine.start(options, errors());
            termination.closeFirst(engine);
            Optional<ManagementServer> management = ManagementServer.start(engine);
            management.ifPresent(termination::closeLast);
            String address =
                    management.map(server -> " management " + server.address()).orElse("");
            System.out.println(engine.readyLine(sinceStart()) + address);
        } catch (StartFailedException e) {
            System.err.println("myelin: " + e.getMessage());
            termination.exit(ExitCode.FAILED);
        }
    }

    /** Standard error, unless start.sh says that it is seen together with the log, which has them as well. */
    private static PrintStream errors() {
        boolean logged = "log".equals(System.getProperty("myelin.errors"));
        return logged ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) : System.err;
    }

    static EngineOptions parse(List<String> arguments) {
        Path conf = Path.of("conf");
        int offset = -1;
        boolean strict = false;
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--conf" -> conf = Path.of(value(word, words));
                case "--port-offset" -> offset = number(word, value(word, words));
                case "--strict" -> strict = true;
                default -> throw new IllegalArgumentException("unknown argument: " + word);
            }
        }
        if (!Files.isDirectory(conf)) {
            throw new IllegalArgumentException("--conf: " + conf + " (expected: a directory)");
        }
        EngineOptions options = EngineOptions.of(conf).withStrict(strict);
        return offset < 0 ? options : options.withPortOffset(offset);
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.next();
    }

    private static int number(String option, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= 65535) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(option + ": " + text + " (expected: 0 to 65535)");
    }

    /** Milliseconds since start.sh was called, if it could tell, else since the process began. */
    private static long sinceStart() {
        String started = System.getProperty("myelin.started");
        try {
            if (started != null) {
                BigDecimal seconds = new BigDecimal(started.replace(',', '.'));
                return System.currentTimeMillis() - seconds.movePointRight(3).longValue();
            }
        } catch (NumberFormatException e) {
            // A shell without EPOCHREALTIME.
        }
        Instant begin = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(begin, Instant.now()).toMillis();
    }
}
