package dev.myelin.engine.transport.tls;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All TLS contexts of an engine, one for settings that are equal, and the thread that reads their files and looks whether
 * they have changed. Nothing is loaded before the first context is asked for. Thread-safe.
 */
public final class TlsContexts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Map<TlsSettings, TlsContext> contexts = new LinkedHashMap<>();
    private final Duration interval;
    private @Nullable TlsProvider provider;
    private @Nullable ScheduledThreadPoolExecutor thread;

    /** Looks at files every two seconds. */
    public TlsContexts() {
        this(INTERVAL);
    }

    TlsContexts(Duration interval) {
        this.interval = interval;
    }

    /**
     * The context of a listener, read now.
     *
     * @throws TlsException when its files cannot be used
     */
    public synchronized TlsContext listener(TlsSettings settings) {
        TlsContext known = contexts.get(settings);
        if (known != null) {
            return known;
        }
        TlsContext made = new TlsContext(settings, provider());
        made.load();
        contexts.put(settings, made);
        thread();
        return made;
    }

    /** The context of connections to back-ends; its files are read by a thread of their own, which takes a moment. */
    public synchronized TlsContext sender(TlsSettings settings) {
        TlsContext known = contexts.get(settings);
        if (known != null) {
            return known;
        }
        TlsContext made = new TlsContext(settings, provider());
        contexts.put(settings, made);
        thread().execute(() -> read(made));
        return made;
    }

    private static void read(TlsContext context) {
        try {
            context.load();
        } catch (TlsException e) {
            LOG.error("TLS: no connections to back-ends can be made: {}", e.getMessage());
        }
    }

    /** {@code boringssl} or {@code jdk}; empty while TLS is not in use. */
    public synchronized Optional<String> inUse() {
        return Optional.ofNullable(provider).map(TlsProvider::text);
    }

    private TlsProvider provider() {
        TlsProvider chosen = provider;
        if (chosen == null) {
            chosen = TlsProvider.best();
            provider = chosen;
        }
        return chosen;
    }

    private ScheduledThreadPoolExecutor thread() {
        ScheduledThreadPoolExecutor running = thread;
        if (running == null) {
            running = new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("myelin-tls", true));
            long millis = interval.toMillis();
            running.scheduleWithFixedDelay(this::checkFiles, millis, millis, TimeUnit.MILLISECONDS);
            thread = running;
        }
        return running;
    }

    private void checkFiles() {
        List<TlsContext> all;
        synchronized (this) {
            all = List.copyOf(contexts.values());
        }
        for (TlsContext each : all) {
            try {
                each.checkFiles();
            } catch (RuntimeException e) {
                // A periodic task that throws would never run again.
                LOG.error(
                        "TLS: {} cannot be checked for changes", each.settings().files(), e);
            }
        }
    }

    /** Ends the thread and lets go of the contexts; open connections keep theirs. */
    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        contexts.values().forEach(TlsContext::close);
        contexts.clear();
    }
}
