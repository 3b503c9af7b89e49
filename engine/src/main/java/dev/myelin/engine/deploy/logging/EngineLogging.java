package dev.myelin.engine.deploy.logging;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.JsonLayout;

/**
 * The log as it is without a {@code log4j2.xml} of the user's. Made in code, since looking for configuration files and
 * plug-ins takes Log4j2 a quarter of a second. {@code -Dmyelin.log.level} sets the level (INFO), {@code
 * -Dmyelin.log.format=json} makes one JSON object a line; {@code -Dlog4j2.configurationFile} (start.sh sets it for a
 * {@code log4j2.xml} in the conf directory) takes the place of all this.
 */
public final class EngineLogging {
    private static final String FILE = "log4j2.configurationFile";
    private static final int QUEUE_EVENTS = 8192;
    private static final long QUEUE_CHARS = 16 * 1024 * 1024;
    private static final int FLUSH_MILLISECONDS = 2000;
    private static final String[] QUIET = {"org.apache.camel", "io.netty", "io.vertx", "net.sf.saxon"};

    private EngineLogging() {}

    /** For the engine: standard output, behind a {@link LogQueue}. To be called before anything asks for a logger. */
    public static void toStandardOutput() {
        install(ConsoleAppender.Target.SYSTEM_OUT, Level.INFO, true);
    }

    /** For commands, whose standard output is their result: errors on standard error. */
    public static void toStandardError() {
        install(ConsoleAppender.Target.SYSTEM_ERR, Level.ERROR, false);
    }

    /**
     * Whether an engine that is started with this process's system properties on {@code conf} would log lines of {@code
     * level} to {@code logger}, one of those of sequences. For commands, which log differently themselves.
     */
    public static boolean isEnabledInEngine(Path conf, String logger, org.slf4j.event.Level level) {
        Level wanted = Level.valueOf(level.name());
        Path file = conf.resolve("log4j2.xml");
        if (System.getProperty(FILE) != null) {
            return LogManager.getLogger(logger).isEnabled(wanted);
        }
        return Files.isRegularFile(file)
                ? LogFile.read(file).isEnabled(logger, wanted)
                : Level.toLevel(System.getProperty("myelin.log.level"), Level.INFO)
                        .isLessSpecificThan(wanted);
    }

    private static void install(ConsoleAppender.Target target, Level level, boolean queued) {
        if (System.getProperty(FILE) == null) {
            Configurator.initialize(EngineLogging.class.getClassLoader(), new Built(target, level, queued));
        }
    }

    /** The configuration; without the search for plug-ins that its superclass would do. */
    static final class Built extends AbstractConfiguration {
        private final ConsoleAppender.Target target;
        private final Level defaultLevel;
        private final boolean queued;

        Built(ConsoleAppender.Target target, Level defaultLevel, boolean queued) {
            super(null, ConfigurationSource.NULL_SOURCE); // the context is made for this configuration
            this.target = target;
            this.defaultLevel = defaultLevel;
            this.queued = queued;
        }

        @Override
        public void initialize() {
            doConfigure();
            setState(State.INITIALIZED);
        }

        @Override
        protected void doConfigure() {
            // Starting the configuration starts its appenders; started here as well, the queue would have two readers,
            // and
            // lines would change places.
            Appender out = console();
            if (queued) {
                addAppender(out);
                out = queue(out.getName());
            }
            addAppender(out);
            Level level = Level.toLevel(System.getProperty("myelin.log.level"), defaultLevel);
            getRootLogger().addAppender(out, null, null);
            getRootLogger().setLevel(level);
            for (String name : QUIET) {
                Level quiet = level.isMoreSpecificThan(Level.WARN) ? level : Level.WARN;
                addLogger(name, new LoggerConfig(name, quiet, true));
            }
        }

        private Appender console() {
            boolean json = "json".equals(System.getProperty("myelin.log.format"));
            Layout<String> layout = json
                    ? JsonLayout.newBuilder()
                            .setConfiguration(this)
                            .setCompact(true)
                            .setEventEol(true)
                            .setStacktraceAsString(true)
                            .build()
                    : new LineLayout();
            return ConsoleAppender.newBuilder()
                    .setName(target.name())
                    .setTarget(target)
                    .setDirect(true)
                    .setLayout(layout)
                    .setImmediateFlush(!queued) // else flushed when the queue is empty
                    .setConfiguration(this)
                    .build();
        }

        @SuppressWarnings("unchecked") // the builder is a raw type in Log4j2 itself
        private Appender queue(String out) {
            return AsyncAppender.newBuilder()
                    .setName("queue")
                    .setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef(out, null, null)})
                    .setBlockingQueueFactory(capacity -> new LogQueue(capacity, QUEUE_CHARS))
                    .setBufferSize(QUEUE_EVENTS)
                    .setShutdownTimeout(FLUSH_MILLISECONDS)
                    .setConfiguration(this)
                    .build();
        }
    }
}
