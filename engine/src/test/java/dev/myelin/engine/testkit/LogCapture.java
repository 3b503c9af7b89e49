package dev.myelin.engine.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged while this is open, as {@code LEVEL logger - message}. */
public final class LogCapture implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Lines lines = new Lines();

    /** Begins. */
    public LogCapture() {
        lines.start();
        context.getConfiguration().getRootLogger().addAppender(lines, Level.ALL, null);
        context.updateLoggers();
    }

    /** What was logged so far. */
    public List<String> lines() {
        return List.copyOf(lines.all);
    }

    /** The lines that contain {@code text}. */
    public List<String> containing(String text) {
        return lines.all.stream().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(lines.getName());
        context.updateLoggers();
    }

    private static final class Lines extends AbstractAppender {
        private final List<String> all = new CopyOnWriteArrayList<>();

        Lines() {
            super("capture-" + System.nanoTime(), null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            all.add(event.getLevel() + " " + event.getLoggerName() + " - "
                    + event.getMessage().getFormattedMessage());
        }
    }
}
