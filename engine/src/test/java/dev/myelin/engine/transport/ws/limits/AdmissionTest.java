package dev.myelin.engine.transport.ws.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.LogCapture;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);

    private Gate gate(int total, int ofEndpoint, int ofAddress, int rate) {
        return new Admission(total, Duration.ofSeconds(10), now::get)
                .gate("chat", new InboundSettings.Admission(ofEndpoint, ofAddress, rate));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void withoutLimitsEverybodyIsLetIn() {
        Gate gate = gate(0, 0, 0, 0);
        for (int i = 0; i < 1000; i++) {
            assertThat(gate.enter("a")).isEmpty();
        }
        assertThat(gate.connections()).isEqualTo(1000);
    }

    @Test
    void aRefusedClientLeavesNoTrace() {
        Gate gate = gate(3, 2, 1, 0);
        assertThat(gate.enter("a")).isEmpty();
        assertThat(gate.enter("a")).contains(Denial.ADDRESS);
        assertThat(gate.enter("b")).isEmpty();
        assertThat(gate.enter("c")).contains(Denial.ENDPOINT);
        gate.leave("a");
        assertThat(gate.enter("a")).isEmpty();
        gate.leave("a");
        gate.leave("b");
        assertThat(gate.connections()).isZero();
    }

    @Test
    void theEngineCountsTheClientsOfAllEndpoints() {
        Admission engine = new Admission(2, Duration.ofSeconds(10), now::get);
        Gate one = engine.gate("one", new InboundSettings.Admission(0, 0, 0));
        Gate two = engine.gate("two", new InboundSettings.Admission(0, 0, 0));
        assertThat(one.enter("a")).isEmpty();
        assertThat(two.enter("a")).isEmpty();
        assertThat(one.enter("a")).contains(Denial.TOTAL);
        two.leave("a");
        assertThat(one.enter("a")).isEmpty();
        assertThat(engine.connections()).isEqualTo(2);
    }

    @Test
    void asManyHandshakesAsTheRateMayComeAtOnceAndThenOneAnInterval() {
        Gate gate = gate(0, 0, 0, 4);
        for (int i = 0; i < 4; i++) {
            assertThat(gate.enter("a")).isEmpty();
        }
        assertThat(gate.enter("a")).contains(Denial.RATE);
        pass(Duration.ofMillis(249));
        assertThat(gate.enter("a")).contains(Denial.RATE);
        pass(Duration.ofMillis(1));
        assertThat(gate.enter("a")).isEmpty();
        assertThat(gate.enter("a")).contains(Denial.RATE);
        pass(Duration.ofHours(1));
        for (int i = 0; i < 4; i++) {
            assertThat(gate.enter("a")).isEmpty();
        }
        assertThat(gate.enter("a")).contains(Denial.RATE);
    }

    @Test
    void whoIsRefusedForAnotherReasonTakesNothingOfTheRate() {
        Gate gate = gate(0, 1, 0, 2);
        assertThat(gate.enter("a")).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(gate.enter("a")).contains(Denial.ENDPOINT);
        }
        gate.leave("a");
        assertThat(gate.enter("a")).isEmpty();
    }

    @Test
    void aLimitIsLoggedOnceWhileItHolds() {
        try (LogCapture log = new LogCapture()) {
            Gate gate = gate(0, 1, 0, 0);
            gate.enter("a");
            for (int i = 0; i < 100; i++) {
                assertThat(gate.enter("a")).isPresent();
            }
            assertThat(log.containing("ws.max.connections = 1"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("chat");
            gate.leave("a");
            gate.enter("a");
            gate.enter("a");
            // A client that comes and goes does not fill the log.
            assertThat(log.containing("ws.max.connections")).hasSize(1);
            pass(Duration.ofSeconds(11));
            gate.enter("a");
            gate.enter("a");
            assertThat(log.containing("ws.max.connections")).hasSize(2);
        }
    }

    @Test
    void anEndedGateRefusesAndSaysWhenToComeAgain() {
        Gate gate = gate(0, 0, 0, 0);
        assertThat(gate.enter("a")).isEmpty();
        gate.close();
        assertThat(gate.enter("a")).contains(Denial.DRAINING);
        assertThat(gate.retryAfter(Denial.DRAINING)).isEqualTo("10");
    }

    @Test
    void anIpv6NetworkIsOneClient() throws UnknownHostException {
        assertThat(client("2001:db8::1")).isEqualTo(client("2001:db8::ffff:2"));
        assertThat(client("2001:db8::1")).isNotEqualTo(client("2001:db8:0:1::1"));
        assertThat(client("192.0.2.1")).isEqualTo(client("::ffff:192.0.2.1")).isNotEqualTo(client("192.0.2.2"));
    }

    private static String client(String address) throws UnknownHostException {
        return Gate.client(InetAddress.getByName(address));
    }

    @Test
    void addressesWithoutAClientAreForgotten() {
        AddressPlaces places = new AddressPlaces(2);
        places.take("a");
        places.take("b");
        places.give("a");
        assertThat(places.addresses()).isEqualTo(1);
        places.give("b");
        assertThat(places.addresses()).isZero();
    }
}
