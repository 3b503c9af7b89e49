package dev.myelin.engine.compiler;

import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the engine will log. Asked once, when compiling: a level that is changed later does not change a tier. */
@FunctionalInterface
public interface LogLevels {
    /** Whether lines of {@code level} to {@code logger} are written. */
    boolean isEnabled(String logger, Level level);

    /** Those of this process. */
    static LogLevels ofThisProcess() {
        return (logger, level) -> LoggerFactory.getLogger(logger).isEnabledForLevel(level);
    }
}
