package dev.myelin.engine.transport.tls;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why clients of a listener get no TLS: that is for the administrator to see, yet anybody can cause it, so one line
 * in ten seconds has to do. Thread-safe.
 */
public final class TlsFailures {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFailures.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MAX_CAUSES = 16;

    private final LongAdder unseen = new LongAdder();
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** What is wrong in the end: each TLS wraps the reason, such as an unknown authority, in words of its own. */
    public static String reason(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause.getCause() != null && i < MAX_CAUSES; i++) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Takes one failure. */
    public void failed(Channel channel, Throwable failure) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS)) {
            long before = unseen.sumThenReset();
            LOG.info(
                    "TLS with {} failed at {}: {}{}",
                    channel.remoteAddress(),
                    channel.localAddress(),
                    reason(failure),
                    before == 0 ? "" : "; " + before + " failures before it are not shown");
        } else {
            unseen.increment();
            LOG.debug("TLS with {} failed", channel.remoteAddress(), failure);
        }
    }
}
