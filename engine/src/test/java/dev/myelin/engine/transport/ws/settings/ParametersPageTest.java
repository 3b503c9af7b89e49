package dev.myelin.engine.transport.ws.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of inbound endpoints has every parameter that the code knows. */
class ParametersPageTest {
    @Test
    void everyParameterIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "inbound-endpoints.md"));

        assertThat(InboundParameters.known())
                .filteredOn(name -> !page.contains(name.replaceFirst("\\.(client|backend)$", "")))
                .isEmpty();
    }
}
