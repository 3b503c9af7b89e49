package dev.myelin.engine.transport.ws.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.settings.Times;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the timers of many sessions of one event loop cost. */
class SessionTimersTest {
    private static final int SESSIONS = 10_000;
    private static final Times LONG = times(Duration.ofHours(1), Duration.ofMinutes(20));

    private final CountingLoop loop = new CountingLoop();
    private final AtomicLong questions = new AtomicLong();
    private final List<CloseCause> ended = new ArrayList<>();

    /** Remembers what it was asked to do later. */
    private static final class CountingLoop extends DefaultEventLoop {
        private final List<ScheduledFuture<?>> scheduled = new ArrayList<>();

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            ScheduledFuture<?> future = super.schedule(command, delay, unit);
            scheduled.add(future);
            return future;
        }

        long pending() {
            return scheduled.stream().filter(future -> !future.isDone()).count();
        }
    }

    private final class Session implements SessionTimers.Watched {
        private final SessionTimers timers;
        private long lastRead = System.nanoTime();

        Session(Times times) {
            timers = new SessionTimers(loop, times, this);
        }

        @Override
        public long lastClientRead() {
            questions.incrementAndGet();
            return lastRead;
        }

        @Override
        public long lastBackendRead() {
            return lastRead;
        }

        @Override
        public boolean isClientHeard() {
            return true;
        }

        @Override
        public boolean pingClient() {
            return true;
        }

        @Override
        public void close(CloseCause cause, CloseStatus status) {
            ended.add(cause);
        }
    }

    private static Times times(Duration idle, Duration ping) {
        return new Times(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                idle,
                new Times.Ping(ping, Duration.ofSeconds(10)),
                new Times.Lifetime(Duration.ofHours(2), 10));
    }

    private <T> T onLoop(java.util.concurrent.Callable<T> task) throws Exception {
        return loop.submit(task).get(60, TimeUnit.SECONDS);
    }

    private List<Session> start() throws Exception {
        return onLoop(() -> {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Session session = new Session(LONG);
                session.timers.start();
                sessions.add(session);
            }
            return sessions;
        });
    }

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aSessionHasOneTimerThatDoesNothingBeforeItIsDue() throws Exception {
        List<Session> sessions = start();
        assertThat(onLoop(loop::pending)).isEqualTo(SESSIONS);
        long asked = questions.get();
        long thread = onLoop(() -> Thread.currentThread().getId());
        long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        long spent = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread) - before;
        assertThat(questions).hasValue(asked);
        assertThat(Duration.ofNanos(spent)).isLessThan(Duration.ofMillis(100));
        onLoop(() -> {
            sessions.forEach(session -> session.timers.stop());
            return 0;
        });
        assertThat(onLoop(loop::pending)).isZero();
    }

    @Test
    void messagesMoveNoTimer() throws Exception {
        long begin = System.nanoTime();
        Session busy = onLoop(() -> {
            Session session = new Session(times(Duration.ofSeconds(1), Duration.ZERO));
            session.timers.start();
            return session;
        });
        AtomicLong messages = new AtomicLong();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> onLoop(() -> {
                    busy.lastRead = System.nanoTime();
                    return messages.incrementAndGet() >= 50 && System.nanoTime() - begin > 2_500_000_000L;
                }));
        long periods = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + 1;
        assertThat(onLoop(loop.scheduled::size)).isBetween(1, (int) periods + 2);
    }

    @Test
    void oneThatIsDueLeavesTheOthersAlone() throws Exception {
        start();
        long asked = questions.get();
        int scheduled = onLoop(loop.scheduled::size);
        onLoop(() -> {
            new Session(times(Duration.ofMillis(200), Duration.ZERO)).timers.start();
            return 0;
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> onLoop(() -> ended.size()) == 1);
        assertThat(ended).containsExactly(CloseCause.IDLE);
        // Asked when it began and when it was due, perhaps a moment too early once.
        assertThat(questions.get() - asked).isBetween(2L, 3L);
        assertThat(onLoop(loop.scheduled::size) - scheduled).isBetween(1, 2);
        assertThat(onLoop(loop::pending)).isEqualTo(SESSIONS);
    }
}
