package dev.myelin.engine.transport.ws.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferBudgetTest {
    private final BufferBudget budget = new BufferBudget(100_000, System::nanoTime);

    @Test
    void whoeverWouldGrowBeyondTheLimitIsRefused() {
        BufferBudget.Account first = budget.account();
        BufferBudget.Account second = budget.account();
        assertThat(first.hold(60_000)).isTrue();
        assertThat(second.hold(40_000)).isTrue();
        assertThat(second.hold(40_001)).isFalse();
        assertThat(first.hold(59_000)).isTrue();
        assertThat(second.hold(41_000)).isTrue();
    }

    @Test
    void littleIsNotCounted() {
        BufferBudget.Account first = budget.account();
        assertThat(first.hold(100_001)).isFalse();
        assertThat(budget.account().hold(BufferBudget.FREE)).isTrue();
        assertThat(budget.held()).isEqualTo(100_001);
    }

    @Test
    void whatIsReleasedIsFree() {
        BufferBudget.Account first = budget.account();
        first.hold(90_000);
        first.hold(0);
        first.hold(0);
        assertThat(budget.held()).isZero();
        assertThat(budget.account().hold(100_000)).isTrue();
    }
}
