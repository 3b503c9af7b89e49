package dev.myelin.engine.cli;

import dev.myelin.engine.deploy.Engine;
import dev.myelin.engine.management.ManagementServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * The end of the process. SIGTERM and SIGINT are the regular way to end an engine, so they lead to exit code 0, which a
 * JVM that is left to its own handler never returns (143, 130).
 */
final class Termination {
    private static final long LOG_FLUSH_SECONDS = 3;

    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicReference<@Nullable Engine> running = new AtomicReference<>();
    private final AtomicReference<@Nullable ManagementServer> management = new AtomicReference<>();

    private Termination() {}

    /** Takes over the signals. */
    static Termination onSignals() {
        Termination termination = new Termination();
        termination.handle("TERM");
        termination.handle("INT");
        return termination;
    }

    private void handle(String signal) {
        try {
            Signal.handle(new Signal(signal), received -> exit(ExitCode.OK));
        } catch (IllegalArgumentException e) {
            // The JVM was told to leave signals alone (-Xrs); it then ends in its own way.
            System.err.println("myelin: no handler for SIG" + signal + ": " + e.getMessage());
        }
    }

    /** From now on {@code engine} is closed before the process ends. */
    void closeFirst(Engine engine) {
        running.set(engine);
    }

    /** From now on {@code server} is closed once the engine is: until then it tells how the engine does. */
    void closeLast(ManagementServer server) {
        management.set(server);
    }

    /** Closes the engine, writes out the log and ends the process; a second call does nothing. */
    void exit(int code) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        Engine engine = running.get();
        try {
            if (engine != null) {
                engine.close();
            }
            ManagementServer server = management.get();
            if (server != null) {
                server.close();
            }
            flushLog();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    /** Standard output may be a pipe that nobody reads: then the log is given up. */
    private static void flushLog() {
        Thread flush = new Thread(LogManager::shutdown, "log-flush");
        flush.setDaemon(true);
        flush.start();
        try {
            flush.join(TimeUnit.SECONDS.toMillis(LOG_FLUSH_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.flush();
    }
}
