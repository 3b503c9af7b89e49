package dev.myelin.engine.mediator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.message.Fault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void whateverWorkThrowsIsTheMessagesFault() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            CountDownLatch done = new CountDownLatch(1);
            Workers.Work work = (message, turn) -> {
                throw new ExceptionInInitializerError("no settings");
            };
            Workers.of(context).run(exchange, Duration.ZERO, work, inTime -> done.countDown());
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(exchange.getException()).isInstanceOf(Fault.class).hasMessageContaining("no settings");
        }
    }
}
