package dev.myelin.engine.deploy;

import dev.myelin.engine.deploy.routing.LeanRouting;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.SimpleUuidGenerator;

/** Makes Camel contexts that start fast and cost little per exchange: nothing watches, copies or counts beside us. */
final class Contexts {
    /** Sequences are ended by their transports before Camel is stopped, so there is little left to wait for. */
    private static final int SHUTDOWN_SECONDS = 2;

    private Contexts() {}

    /** A context, not started; classes of components come from {@code libraries} too. */
    static DefaultCamelContext create(ClassLoader libraries) {
        DefaultCamelContext context = new ManyRoutesContext();
        context.disableJMX();
        context.setApplicationContextClassLoader(libraries);
        context.setMessageHistory(false);
        context.setStreamCaching(false);
        context.setUseMDCLogging(false);
        context.setUseBreadcrumb(false);
        context.setTracing(false);
        context.setBacklogTracing(false);
        context.setDebugging(false);
        context.setLoadHealthChecks(false);
        context.setDevConsole(false);
        context.setSourceLocationEnabled(false);
        context.setAllowUseOriginalMessage(false);
        context.setLoadTypeConverters(false);
        context.setTypeConverterStatisticsEnabled(false);
        context.setUuidGenerator(new SimpleUuidGenerator());
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        ShutdownStrategy shutdown = context.getShutdownStrategy();
        shutdown.setTimeout(SHUTDOWN_SECONDS);
        shutdown.setLogInflightExchangesOnTimeout(false);
        shutdown.setSuppressLoggingOnTimeout(true);
        shutdown.setShutdownNowOnTimeout(true);
        LeanRouting.install(context);
        return context;
    }
}
