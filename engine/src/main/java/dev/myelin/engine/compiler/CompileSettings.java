package dev.myelin.engine.compiler;

import dev.myelin.engine.mediator.MediationCounters;
import dev.myelin.engine.mediator.SequenceTable;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * What compiling needs of the engine that the routes will run in. Nothing of it has to be started.
 *
 * @param context whose routes are made
 * @param sequences the deployed sequences, looked up at run time
 * @param counters where the routes count what they lose
 * @param environment for {@code $env{NAME}} and {@code $SYSTEM:NAME} in addresses
 * @param levels what the engine logs
 * @param timers the threads that wait for timeouts and go on after them
 */
public record CompileSettings(
        CamelContext context,
        SequenceTable sequences,
        MediationCounters counters,
        Map<String, String> environment,
        LogLevels levels,
        Supplier<? extends ScheduledExecutorService> timers) {

    /** For running in this process. */
    public CompileSettings(
            CamelContext context,
            SequenceTable sequences,
            MediationCounters counters,
            Map<String, String> environment) {
        this(context, sequences, counters, environment, LogLevels.ofThisProcess(), () -> GlobalEventExecutor.INSTANCE);
    }

    /** For compiling without running, as {@code myelin validate} and {@code myelin explain} do. */
    public static CompileSettings offline(CamelContext context, LogLevels levels) {
        return new CompileSettings(
                context,
                new SequenceTable(),
                new MediationCounters(),
                System.getenv(),
                levels,
                () -> GlobalEventExecutor.INSTANCE);
    }
}
