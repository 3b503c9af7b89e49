package dev.myelin.engine.deploy.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.junit.jupiter.api.Test;

class EngineLoggingTest {
    @Test
    void oneThreadWritesSoThatLinesKeepTheirOrder() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        LoggerContext context = new LoggerContext("one-writer");
        context.start(new EngineLogging.Built(ConsoleAppender.Target.SYSTEM_OUT, Level.INFO, true));
        try {
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .filteredOn(thread -> thread.getName().contains("AsyncAppender"))
                    .hasSize(1);
        } finally {
            context.stop();
        }
    }
}
