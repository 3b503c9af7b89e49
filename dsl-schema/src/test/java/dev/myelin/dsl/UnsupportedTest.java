package dev.myelin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Unsupported.Kind;
import org.junit.jupiter.api.Test;

class UnsupportedTest {
    @Test
    void whatIsKnownToBeMissingHasAWordOnWhatToUseInItsPlace() {
        assertThat(new Unsupported(Kind.MEDIATOR, "smooks").isListed()).isTrue();
        assertThat(new Unsupported(Kind.MEDIATOR, "smooks").substitute()).contains("<xslt>");
        assertThat(new Unsupported(Kind.TRANSPORT, "jms").substitute()).contains("camel:jms:");
    }

    @Test
    void everyConnectorIsKnownToBeMissing() {
        assertThat(new Unsupported(Kind.CONNECTOR, "gmail").isListed()).isTrue();
        assertThat(new Unsupported(Kind.CONNECTOR, "gmail").substitute()).isNotBlank();
    }

    @Test
    void aSlipOfThePenIsNotOnTheList() {
        assertThat(new Unsupported(Kind.MEDIATOR, "smoks").isListed()).isFalse();
        assertThat(new Unsupported(Kind.PROTOCOL, "wz").isListed()).isFalse();
    }
}
