package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mediators in our own namespace. */
final class MediationNamespaceTest {
    @Test
    void theyStandAmongOthers() {
        assertThat(Fixtures.readMediators("<m:join xmlns:m='urn:myelin:mediation' group='a'/><drop/>")
                        .diagnostics())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<join group='a'/>", "<x:join xmlns:x='urn:other' group='a'/>"})
    void anotherNamespaceIsSaidWithWhatToWrite(String mediator) {
        assertThat(Fixtures.readMediators(mediator).diagnostics())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.code()).isEqualTo(Codes.WRONG_NAMESPACE);
                    assertThat(found.message()).contains("expected: urn:myelin:mediation");
                    assertThat(found.hint()).isEqualTo("Write xmlns=\"urn:myelin:mediation\"");
                });
    }

    @Test
    void attributesAreChecked() {
        assertThat(Fixtures.readMediators("<m:join xmlns:m='urn:myelin:mediation' grup='a'/>")
                        .diagnostics())
                .extracting(Diagnostic::code)
                .contains(Codes.MISSING_ATTRIBUTE);
    }
}
