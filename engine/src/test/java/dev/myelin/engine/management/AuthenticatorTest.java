package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private final AtomicLong clock = new AtomicLong();
    private final Authenticator authenticator = new Authenticator(Credentials.none(), clock::get);

    @Test
    void whoeverIsWrongAgainAndAgainWaitsLonger() {
        for (int i = 0; i < 3; i++) {
            authenticator.allows("Basic x", "10.0.0.1");
            assertThat(authenticator.delay("10.0.0.1")).isZero();
        }
        Duration last = Duration.ZERO;
        for (int i = 0; i < 5; i++) {
            authenticator.allows(null, "10.0.0.1");
            assertThat(authenticator.delay("10.0.0.1")).isGreaterThan(last);
            last = authenticator.delay("10.0.0.1");
        }
        for (int i = 0; i < 100; i++) {
            authenticator.allows(null, "10.0.0.1");
        }
        assertThat(authenticator.delay("10.0.0.1")).isLessThan(Duration.ofSeconds(10));
        assertThat(authenticator.delay("10.0.0.2")).isZero();
    }

    @Test
    void aRightOneIsForgivenTheWrongOnes() {
        for (int i = 0; i < 10; i++) {
            authenticator.allows("Basic x", "10.0.0.1");
        }
        assertThat(authenticator.allows("Bearer " + authenticator.token(), "10.0.0.1"))
                .isTrue();
        assertThat(authenticator.delay("10.0.0.1")).isZero();
    }

    @Test
    void aTokenEnds() {
        String header = "Bearer " + authenticator.token();
        clock.set(Authenticator.TOKEN_LIFE.toNanos() - 1);
        assertThat(authenticator.allows(header, "10.0.0.1")).isTrue();
        clock.incrementAndGet();
        assertThat(authenticator.allows(header, "10.0.0.1")).isFalse();
    }
}
