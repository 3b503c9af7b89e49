package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.message.Fault;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PumpTest {
    private final EventLoop loop = new DefaultEventLoop();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Pump pump = new Pump(loop, 4, 100, () -> events.add("full"), () -> events.add("room"));

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private class Fake implements Pump.Job {
        private final String name;
        private final long timeout;
        private volatile long awaited;
        private @Nullable AsyncCallback done;
        private @Nullable Runnable faultDone;

        Fake(String name, long timeout) {
            this.name = name;
            this.timeout = timeout;
        }

        @Override
        public boolean start(AsyncCallback callback) {
            done = callback;
            events.add("start " + name);
            return false;
        }

        @Override
        public int size() {
            return 10;
        }

        @Override
        public long timeoutMillis() {
            return timeout;
        }

        @Override
        public long awaitedMillis() {
            return awaited;
        }

        @Override
        public void timedOut(Fault fault, Runnable callback) {
            faultDone = callback;
            events.add("fault " + name + " " + fault.code());
        }

        @Override
        public void faulted() {
            events.add("faulted " + name);
        }

        @Override
        public void ended() {
            events.add("end " + name);
        }
    }

    private final class Immediate extends Fake {
        Immediate(String name) {
            super(name, 60_000);
        }

        @Override
        public boolean start(AsyncCallback callback) {
            super.start(callback);
            callback.done(true);
            return true;
        }
    }

    /** Done at once, without a trace. */
    private final class Silent extends Fake {
        Silent() {
            super("silent", 60_000);
        }

        @Override
        public boolean start(AsyncCallback callback) {
            callback.done(true);
            return true;
        }

        @Override
        public void ended() {
            // Nothing to release.
        }
    }

    private void onLoop(Runnable task) {
        loop.submit(task).syncUninterruptibly();
    }

    private void until(String event) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> events.contains(event));
    }

    @Test
    void theNextBeginsWhenTheOneBeforeHasCompletedOnWhateverThread() {
        Fake first = new Fake("1", 60_000);
        onLoop(() -> {
            pump.offer(first);
            pump.offer(new Immediate("2"));
            pump.offer(new Immediate("3"));
            pump.whenIdle(() -> events.add("idle"));
        });
        assertThat(events).containsExactly("start 1");
        first.done.done(false);
        until("idle");
        assertThat(events).containsExactly("start 1", "end 1", "start 2", "end 2", "start 3", "end 3", "idle");
    }

    @Test
    void aLongRowOfImmediateMessagesNeedsNoStack() {
        Fake first = new Fake("first", 60_000);
        onLoop(() -> {
            pump.offer(first);
            for (int i = 0; i < 100_000; i++) {
                pump.offer(new Silent());
            }
            pump.offer(new Immediate("last"));
        });
        first.done.done(false);
        until("end last");
    }

    @Test
    void itSaysWhenEnoughWaitsAndWhenThereIsRoomAgain() {
        List<Fake> jobs = new ArrayList<>();
        onLoop(() -> {
            for (int i = 0; i < 6; i++) {
                jobs.add(new Fake("" + i, 60_000));
                pump.offer(jobs.get(i));
            }
        });
        assertThat(events).containsExactly("start 0", "full");
        for (int i = 0; i < 6; i++) {
            jobs.get(i).done.done(false);
            until("end " + i);
            onLoop(() -> {});
        }
        assertThat(events.indexOf("room")).isBetween(events.indexOf("start 3"), events.indexOf("start 4"));
    }

    @Test
    void heldMessagesWaitForTheRelease() {
        onLoop(() -> {
            pump.hold();
            pump.offer(new Immediate("1"));
            pump.offer(new Immediate("2"));
        });
        assertThat(events).isEmpty();
        onLoop(pump::release);
        assertThat(events).containsExactly("start 1", "end 1", "start 2", "end 2");
    }

    @Test
    void afterATimeoutTheFaultSequenceRunsThenTheNextAndALateEndIsOnlyAnEnd() {
        Fake slow = new Fake("slow", 2_000);
        onLoop(() -> {
            pump.offer(slow);
            pump.offer(new Immediate("next"));
        });
        until("fault slow 101504");
        onLoop(() -> {});
        assertThat(events).doesNotContain("start next");
        slow.faultDone.run();
        until("end next");
        slow.done.done(false);
        until("end slow");
        assertThat(events)
                .containsExactly(
                        "start slow", "fault slow 101504", "faulted slow", "start next", "end next", "end slow");
    }

    @Test
    void aMessageWhoseRouteWaitsLongerIsNotCutOffBefore() {
        Fake slow = new Fake("slow", 20);
        slow.awaited = 100;
        Fake next = new Fake("next", 20);
        onLoop(() -> {
            pump.offer(slow);
            pump.offer(next);
        });
        await().pollDelay(300, TimeUnit.MILLISECONDS).until(() -> true);
        assertThat(events).containsExactly("start slow");
        slow.done.done(false);
        until("fault next 101504");
        assertThat(events).startsWith("start slow", "end slow", "start next", "fault next 101504");
    }

    @Test
    void onceItsWaitsAreOverAMessageIsCutOff() {
        Fake slow = new Fake("slow", 20);
        slow.awaited = 100;
        onLoop(() -> pump.offer(slow));
        await().pollDelay(150, TimeUnit.MILLISECONDS).until(() -> events.size() == 1);
        slow.awaited = 0;
        until("fault slow 101504");
    }

    @Test
    void aFaultSequenceThatNeverEndsHoldsTheNextUpForItsTimeOnly() {
        onLoop(() -> {
            pump.offer(new Fake("slow", 50));
            pump.offer(new Immediate("next"));
        });
        until("end next");
        assertThat(events).containsSubsequence("fault slow 101504", "faulted slow", "start next");
    }

    @Test
    void discardEndsWhatWaits() {
        onLoop(() -> {
            pump.offer(new Fake("1", 60_000));
            pump.offer(new Immediate("2"));
            assertThat(pump.discard()).isEqualTo(1);
        });
        assertThat(events).containsExactly("start 1", "end 2");
    }
}
