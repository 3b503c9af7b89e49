package dev.myelin.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.myelin.engine.deploy.EngineOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartCommandTest {
    @TempDir
    private Path conf;

    @Test
    void everyOptionIsTaken() {
        EngineOptions options =
                StartCommand.parse(List.of("--strict", "--conf", conf.toString(), "--port-offset", "10"));

        assertThat(options.confDirectory()).isEqualTo(conf);
        assertThat(options.portOffset()).hasValue(10);
        assertThat(options.strict()).isTrue();
    }

    @Test
    void theOffsetIsThatOfTheConfigurationUnlessGiven() {
        assertThat(StartCommand.parse(List.of("--conf", conf.toString())).portOffset())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--port-offset x, --port-offset: x (expected: 0 to 65535)",
        "--port-offset 70000, --port-offset: 70000 (expected: 0 to 65535)",
        "--port-offset, --port-offset needs a value",
        "--conf /does/not/exist, --conf: /does/not/exist (expected: a directory)",
        "--nonsense, unknown argument: --nonsense"
    })
    void aWrongCallIsSaid(String words, String message) {
        assertThatThrownBy(() -> StartCommand.parse(List.of(words.split(" ")))).hasMessage(message);
    }
}
