package dev.myelin.engine.transport.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates and keys as they are on disk, ready for connections. When the files change, connections made from then on
 * use the new ones; those that are open go on. New files that cannot be used leave the old ones in use. Thread-safe.
 */
public final class TlsContext {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    private final TlsSettings settings;
    private final TlsProvider provider;
    private final Object lock = new Object();
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable SslContext current;
    private @Nullable TlsException failure;
    private boolean tried;
    private volatile boolean ready;
    private boolean closed;

    /** What was loaded, or could not be, and what has been seen since: confined to whoever checks the files. */
    private FileStamps loaded = new FileStamps(List.of());

    private FileStamps seen = loaded;

    TlsContext(TlsSettings settings, TlsProvider provider) {
        this.settings = settings;
        this.provider = provider;
    }

    /** Whether connections can be made without waiting for files. */
    public boolean isReady() {
        return ready;
    }

    /** Runs {@code action} once files have been read, now if they have been. */
    public void whenReady(Runnable action, Executor executor) {
        synchronized (lock) {
            if (!tried) {
                waiting.add(() -> executor.execute(action));
                return;
            }
        }
        action.run();
    }

    /**
     * The handler for an accepted connection, to stand first in its pipeline.
     *
     * @param timeout for the handshake; zero when somebody else watches over it
     */
    public SslHandler accept(Channel channel, Duration timeout) {
        synchronized (lock) {
            return limited(usable().newHandler(channel.alloc()), timeout);
        }
    }

    /**
     * The handler for a connection to a back-end.
     *
     * @param host that the certificate must be for
     * @param timeout for the handshake; zero when somebody else watches over it
     * @throws TlsException when TLS cannot be had as it is set
     */
    public SslHandler connect(Channel channel, String host, int port, Duration timeout) {
        ByteBufAllocator buffers = channel.alloc();
        synchronized (lock) {
            return limited(usable().newHandler(buffers, host, port), timeout);
        }
    }

    private static SslHandler limited(SslHandler handler, Duration timeout) {
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }

    private SslContext usable() {
        SslContext found = current;
        if (found == null) {
            TlsException why = failure;
            throw why == null ? new TlsException("tls", "TLS is not ready yet", "") : why;
        }
        return found;
    }

    TlsSettings settings() {
        return settings;
    }

    /**
     * Reads the files.
     *
     * @throws TlsException when they cannot be used; what was read before stays in use
     */
    void load() {
        loaded = FileStamps.of(settings.files());
        seen = loaded;
        try {
            replace(SslContexts.of(settings, provider), null);
        } catch (TlsException e) {
            replace(null, e);
            throw e;
        }
    }

    private void replace(@Nullable SslContext made, @Nullable TlsException why) {
        SslContext old = null;
        List<Runnable> released;
        synchronized (lock) {
            if (made != null) {
                old = closed ? made : current;
                current = closed ? null : made;
            }
            failure = why;
            tried = true;
            ready = true;
            released = List.copyOf(waiting);
            waiting.clear();
        }
        // Open connections hold it as long as they need it.
        ReferenceCountUtil.release(old);
        released.forEach(Runnable::run);
    }

    /** Looks whether files have changed, and takes them up once they have stopped changing. */
    void checkFiles() {
        FileStamps now = FileStamps.of(settings.files());
        boolean stable = now.equals(seen);
        seen = now;
        if (now.equals(loaded) || !stable) {
            return;
        }
        try {
            load();
            LOG.info("TLS: {} changed and are in use for new connections", settings.files());
        } catch (TlsException e) {
            LOG.error("TLS: changed files are not used, what was read before stays in use: {}", e.getMessage());
        }
    }

    void close() {
        SslContext last;
        synchronized (lock) {
            closed = true;
            last = current;
            current = null;
        }
        ReferenceCountUtil.release(last);
    }
}
