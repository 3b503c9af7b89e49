package dev.myelin.engine.deploy.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class LogQueueTest {
    @Test
    void keepsOrder() throws InterruptedException {
        LogQueue queue = new LogQueue(8, 1000);
        queue.offer(event(Level.INFO, "a"));
        queue.offer(event(Level.DEBUG, "b"));

        assertThat(queue.take().getMessage().getFormattedMessage()).isEqualTo("a");
        assertThat(queue.poll().getMessage().getFormattedMessage()).isEqualTo("b");
        assertThat(queue.poll()).isNull();
    }

    @Test
    void keepsTheLastQuarterForWarnings() {
        LogQueue queue = new LogQueue(8, 1000);
        for (int i = 0; i < 20; i++) {
            assertThat(queue.offer(event(Level.INFO, "i" + i))).isTrue();
        }
        assertThat(queue).hasSize(6);
        for (int i = 0; i < 20; i++) {
            assertThat(queue.offer(event(Level.WARN, "w" + i))).isTrue();
        }
        assertThat(queue).hasSize(8);
    }

    @Test
    void isBoundedByCharactersToo() {
        LogQueue queue = new LogQueue(1000, 100);
        for (int i = 0; i < 20; i++) {
            queue.offer(event(Level.INFO, "0123456789"));
        }
        assertThat(queue).hasSize(7);
        queue.poll();
        queue.offer(event(Level.INFO, "0123456789"));
        assertThat(queue).hasSize(7);
    }

    @Test
    void saysHowMuchWasLostOnceThereIsRoom() throws InterruptedException {
        LogQueue queue = new LogQueue(4, 1000);
        for (int i = 0; i < 10; i++) {
            queue.offer(event(Level.INFO, "i" + i));
        }
        queue.offer(event(Level.ERROR, "kept"));
        queue.offer(event(Level.ERROR, "lost"));
        assertThat(queue.take().getMessage().getFormattedMessage()).isEqualTo("i0");
        assertThat(queue.take().getMessage().getFormattedMessage()).isEqualTo("i1");

        LogEvent loss = queue.take();

        assertThat(loss.getLevel()).isEqualTo(Level.WARN);
        assertThat(loss.getMessage().getFormattedMessage())
                .startsWith("8 log events were dropped (1 of them WARN or above)");
        assertThat(queue.take().getMessage().getFormattedMessage()).isEqualTo("i2");
        assertThat(queue.take().getMessage().getFormattedMessage()).isEqualTo("kept");
        assertThat(queue).isEmpty();
    }

    private static LogEvent event(Level level, String text) {
        return Log4jLogEvent.newBuilder()
                .setLevel(level)
                .setMessage(new SimpleMessage(text))
                .build();
    }
}
