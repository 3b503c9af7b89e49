package dev.myelin.engine.deploy.logging;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.jspecify.annotations.Nullable;

/**
 * The queue between those who log and the thread that writes. A writer that is stuck (a pipe nobody reads) stops nobody:
 * what does not fit is counted and gone, and once there is room again a line says how much that was. The last quarter of
 * the room is kept for {@code WARN} and above. Bounded by events and by characters, since one event may hold a payload.
 */
final class LogQueue extends ArrayBlockingQueue<LogEvent> {
    private static final long serialVersionUID = 1L;

    private final int capacity;
    private final long maxChars;
    private final AtomicLong chars = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong droppedWarnings = new AtomicLong();

    LogQueue(int capacity, long maxChars) {
        super(capacity);
        this.capacity = capacity;
        this.maxChars = maxChars;
    }

    /** Takes the event or drops it; always true, since to the caller both are the same. */
    @Override
    public boolean offer(LogEvent event) {
        boolean warning = event.getLevel().isMoreSpecificThan(Level.WARN);
        int length = length(event);
        if (!hasRoom(warning, length) || !super.offer(event)) {
            (warning ? droppedWarnings : dropped).incrementAndGet();
            return true;
        }
        chars.addAndGet(length);
        return true;
    }

    private boolean hasRoom(boolean warning, int length) {
        long used = chars.get() + length;
        return warning ? used <= maxChars : used <= maxChars / 4 * 3 && size() < capacity / 4 * 3;
    }

    @Override
    public LogEvent take() throws InterruptedException {
        LogEvent loss = loss();
        return loss != null ? loss : taken(super.take());
    }

    @Override
    public @Nullable LogEvent poll() {
        LogEvent event = super.poll();
        return event == null ? null : taken(event);
    }

    private LogEvent taken(LogEvent event) {
        chars.addAndGet(-length(event));
        return event;
    }

    /** The line about what was dropped, once half of the queue is free. */
    private @Nullable LogEvent loss() {
        if ((dropped.get() == 0 && droppedWarnings.get() == 0) || size() > capacity / 2) {
            return null;
        }
        long warnings = droppedWarnings.getAndSet(0);
        long others = dropped.getAndSet(0);
        return Log4jLogEvent.newBuilder()
                .setLoggerName("myelin.log")
                .setLevel(Level.WARN)
                .setThreadName(Thread.currentThread().getName())
                .setTimeMillis(System.currentTimeMillis())
                .setMessage(new ParameterizedMessage(
                        "{} log events were dropped ({} of them WARN or above): nobody reads standard output fast enough",
                        others + warnings,
                        warnings))
                .build();
    }

    private static int length(LogEvent event) {
        Message message = event.getMessage(); // null in the event that ends the writing thread
        return message == null ? 0 : message.getFormattedMessage().length();
    }
}
