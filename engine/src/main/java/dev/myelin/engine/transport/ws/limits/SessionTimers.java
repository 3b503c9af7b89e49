package dev.myelin.engine.transport.ws.limits;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.settings.Times;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Idle time, pings and lifetime of one session of either tier, on one timer: it looks when something was last received,
 * and comes again when the next limit could be reached. So a message costs nothing, and an idle session one timer.
 * Confined to the session's event loop.
 */
public final class SessionTimers implements Runnable {
    private static final long NEVER = Long.MAX_VALUE;

    private final EventLoop eventLoop;
    private final Times times;
    private final Watched session;
    private final long endOfLife;
    private long pingSent;
    private boolean pinged;
    private @Nullable ScheduledFuture<?> timer;

    /** What is asked of a session. */
    public interface Watched {
        /** When any bytes were last received from the client, as {@link System#nanoTime}. */
        long lastClientRead();

        /** When any bytes were last received from any back-end, as {@link System#nanoTime}. */
        long lastBackendRead();

        /** Whether an answer of the client would be heard; not while reading pauses, or a ping waits for a frame to end. */
        boolean isClientHeard();

        /** Sends a ping to the client; false when that waits behind what the client has yet to take. */
        boolean pingClient();

        /** Begins to close the session. */
        void close(CloseCause cause, CloseStatus status);
    }

    /** Makes the timers of a session that is open; {@link #start()} starts them. */
    public SessionTimers(EventLoop eventLoop, Times times, Watched session) {
        this.eventLoop = eventLoop;
        this.times = times;
        this.session = session;
        this.endOfLife = System.nanoTime() + lifetime(times.lifetime());
    }

    /** Shortened by a random part, so that sessions that began together do not end together. */
    private static long lifetime(Times.Lifetime lifetime) {
        long max = lifetime.max().toNanos();
        long most = max / 100 * lifetime.jitterPercent();
        return most == 0 ? max : max - ThreadLocalRandom.current().nextLong(most + 1);
    }

    /** Starts them, where there is anything to watch. */
    public void start() {
        run();
    }

    /** The session ends: forgets the timer. */
    public void stop() {
        ScheduledFuture<?> pending = timer;
        timer = null;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    @Override
    public void run() {
        timer = null;
        long now = System.nanoTime();
        long life = times.lifetime().max().isZero() ? NEVER : endOfLife - now;
        long idle = idleLeft(now);
        if (life <= 0) {
            end(CloseCause.LIFETIME, "maximum lifetime");
        } else if (idle <= 0) {
            end(CloseCause.IDLE, "idle timeout");
        } else {
            long ping = pingLeft(now);
            if (ping <= 0) {
                end(CloseCause.PONG_TIMEOUT, "ping timeout");
            } else {
                again(Math.min(life, Math.min(idle, ping)));
            }
        }
    }

    private void end(CloseCause cause, String reason) {
        session.close(cause, new CloseStatus(CloseStatus.GOING_AWAY, reason));
    }

    private void again(long nanos) {
        if (nanos != NEVER) {
            timer = eventLoop.schedule(this, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private long idleLeft(long now) {
        Duration idle = times.idle();
        if (idle.isZero()) {
            return NEVER;
        }
        long sinceClient = now - session.lastClientRead();
        long sinceBackend = now - session.lastBackendRead();
        return idle.toNanos() - Math.min(sinceClient, sinceBackend);
    }

    /** Until the next ping or the end of the wait for its answer; sends a ping that is due. */
    private long pingLeft(long now) {
        long interval = times.ping().interval().toNanos();
        if (interval == 0) {
            return NEVER;
        }
        long last = session.lastClientRead();
        if (pinged && last - pingSent <= 0) {
            return Math.min(interval, pongLeft(now));
        }
        pinged = false;
        long due = interval - (now - last);
        if (due > 0) {
            return due;
        }
        if (!session.isClientHeard() || !session.pingClient()) {
            return interval;
        }
        pinged = true;
        pingSent = now;
        // The answer comes long before its time is over: the interval after it is to begin then.
        return Math.min(interval, times.ping().timeout().toNanos());
    }

    /** A client that is not read from for the sake of others, or has no ping yet, cannot answer: it has the whole time again. */
    private long pongLeft(long now) {
        long timeout = times.ping().timeout().toNanos();
        long left = timeout - (now - pingSent);
        if (left <= 0 && !session.isClientHeard()) {
            pingSent = now;
            return timeout;
        }
        return left;
    }
}
