package dev.myelin.engine.mediator.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.mediator.endpoint.EndpointHealth.Active;
import dev.myelin.engine.mediator.endpoint.EndpointHealth.Suspended;
import dev.myelin.engine.mediator.endpoint.EndpointHealth.Timeout;
import dev.myelin.engine.mediator.endpoint.SuspensionPolicy.Marking;
import dev.myelin.engine.message.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {
    private Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;

    private EndpointHealth health(int initial, double factor, int maximum, Set<Integer> codes, Marking marking) {
        return new EndpointHealth(
                new SuspensionPolicy(Duration.ofMillis(initial), factor, Duration.ofMillis(maximum), codes, marking),
                clock);
    }

    private void after(int milliseconds) {
        now = now.plusMillis(milliseconds);
    }

    @Test
    void aFailureOfTheSenderSuspendsForTheInitialTime() {
        EndpointHealth health = health(1000, 2, 60_000, Set.of(), Marking.NONE);

        health.failed(ErrorCode.CONNECTION_FAILED);

        assertThat(health.isReady()).isFalse();
        after(999);
        assertThat(health.isReady()).isFalse();
        after(1);
        assertThat(health.isReady()).isTrue();
        assertThat(health.state()).isInstanceOf(Suspended.class);
        health.succeeded();
        assertThat(health.state()).isInstanceOf(Active.class);
    }

    @Test
    void oneThatIsSwitchedOffStaysSoUntilItIsSwitchedOn() {
        EndpointHealth health = health(1000, 2, 60_000, Set.of(), Marking.NONE);
        health.failed(ErrorCode.CONNECTION_FAILED);

        health.switchOff();
        after(100_000);
        health.succeeded();
        health.failed(ErrorCode.CONNECTION_FAILED);

        assertThat(health.state()).isInstanceOf(EndpointHealth.Off.class);
        assertThat(health.isReady()).isFalse();
        health.switchOn();
        assertThat(health.state()).isInstanceOf(Active.class);
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void eachFailedTryLengthensTheRestUpToTheMaximum() {
        EndpointHealth health = health(1000, 2, 3000, Set.of(), Marking.NONE);

        health.failed(ErrorCode.CONNECTION_FAILED);
        assertThat(rest(health)).isEqualTo(1000);
        after(1000);
        health.failed(ErrorCode.CONNECTION_FAILED);
        assertThat(rest(health)).isEqualTo(2000);
        after(2000);
        health.failed(ErrorCode.CONNECTION_FAILED);
        assertThat(rest(health)).isEqualTo(3000);
    }

    @Test
    void failuresOfMessagesThatWereUnderWayDoNotLengthenTheRest() {
        EndpointHealth health = health(1000, 2, 60_000, Set.of(), Marking.NONE);

        health.failed(ErrorCode.CONNECTION_FAILED);
        health.failed(ErrorCode.CONNECTION_FAILED);

        assertThat(rest(health)).isEqualTo(1000);
    }

    @Test
    void onlyTheCodesThatAreListedSuspend() {
        EndpointHealth health = health(1000, 1, 60_000, Set.of(101500), Marking.NONE);

        health.failed(ErrorCode.CONNECTION_FAILED);
        assertThat(health.state()).isInstanceOf(Active.class);
        health.failed(101500);
        assertThat(health.state()).isInstanceOf(Suspended.class);
    }

    @Test
    void faultsOfMediationNeverSuspend() {
        EndpointHealth health = health(1000, 1, 60_000, Set.of(), Marking.NONE);

        health.failed(ErrorCode.MEDIATION);

        assertThat(health.state()).isInstanceOf(Active.class);
    }

    @Test
    void markedFailuresAreToleratedWithADelayUntilNoRetryIsLeft() {
        EndpointHealth health = health(1000, 1, 60_000, Set.of(), new Marking(Set.of(), 2, Duration.ofMillis(50)));

        health.failed(ErrorCode.CONNECTION_TIMEOUT);
        assertThat(health.state()).isEqualTo(new Timeout(1, now.plusMillis(50)));
        assertThat(health.isReady()).isFalse();
        after(50);
        assertThat(health.isReady()).isTrue();
        health.failed(ErrorCode.CONNECTION_TIMEOUT);
        after(50);
        health.failed(ErrorCode.CONNECTION_TIMEOUT);
        assertThat(health.state()).isInstanceOf(Suspended.class);
    }

    @Test
    void aSuccessForgetsMarkedFailures() {
        EndpointHealth health = health(1000, 1, 60_000, Set.of(), new Marking(Set.of(), 1, Duration.ZERO));

        health.failed(ErrorCode.CONNECTION_TIMEOUT);
        health.succeeded();
        health.failed(ErrorCode.CONNECTION_TIMEOUT);

        assertThat(health.state()).isInstanceOf(Timeout.class);
    }

    @Test
    void minusOneMeansNever() {
        EndpointHealth health = new EndpointHealth(SuspensionPolicy.NEVER, clock);

        health.failed(ErrorCode.CONNECTION_FAILED);

        assertThat(health.isReady()).isTrue();
        assertThat(health.state()).isInstanceOf(Active.class);
    }

    private static long rest(EndpointHealth health) {
        return ((Suspended) health.state()).rest().toMillis();
    }
}
