package dev.myelin.engine.deploy.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.jspecify.annotations.Nullable;

/**
 * One line an event: {@code 2026-01-31T12:00:00.123+01:00 INFO  [thread] logger - message}, stack traces below. In place
 * of PatternLayout, which loads every plug-in of Log4j2 to find its converters.
 */
final class LineLayout extends AbstractStringLayout {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private static final int LEVEL_WIDTH = 5;

    LineLayout() {
        super(StandardCharsets.UTF_8);
    }

    @Override
    public String toSerializable(LogEvent event) {
        StringBuilder line = getStringBuilder();
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeMillis()), line);
        String level = event.getLevel().name();
        line.append(' ').append(level).append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
        line.append(" [").append(event.getThreadName()).append("] ");
        line.append(event.getLoggerName()).append(" - ");
        line.append(event.getMessage().getFormattedMessage()).append('\n');
        appendTrace(event.getThrown(), line);
        return line.toString();
    }

    private static void appendTrace(@Nullable Throwable thrown, StringBuilder line) {
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
    }
}
