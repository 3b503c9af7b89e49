package dev.myelin.engine.deploy.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path directory;

    @Test
    void givesALoggerTheLevelOfTheNearestOneAboveIt() throws IOException {
        LogFile file = read("<Configuration><Appenders><File name='f' fileName='" + directory
                + "/must-not-be-made'/></Appenders><Loggers><Logger name='myelin.log' level='warn'/>"
                + "<AsyncLogger name='myelin.log.in' level='DEBUG'/><Logger name='myelin.log.off' level='OFF'/>"
                + "<Root level='INFO'/></Loggers></Configuration>");

        assertThat(file.isEnabled("myelin.log.in", Level.DEBUG)).isTrue();
        assertThat(file.isEnabled("myelin.log.in.deeper", Level.DEBUG)).isTrue();
        assertThat(file.isEnabled("myelin.log.in", Level.TRACE)).isFalse();
        assertThat(file.isEnabled("myelin.log.inner", Level.INFO)).isFalse();
        assertThat(file.isEnabled("myelin.log.inner", Level.WARN)).isTrue();
        assertThat(file.isEnabled("myelin.log.off", Level.ERROR)).isFalse();
        assertThat(file.isEnabled("elsewhere", Level.INFO)).isTrue();
        assertThat(directory.resolve("must-not-be-made")).doesNotExist();
    }

    @Test
    void takesWhatItCannotTellForOn() throws IOException {
        assertThat(read("<Configuration><Loggers><Root level='${sys:level}'/></Loggers></Configuration>")
                        .isEnabled("a", Level.TRACE))
                .isTrue();
        assertThat(read("no XML").isEnabled("a", Level.TRACE)).isTrue();
        assertThat(read("<Configuration/>").isEnabled("a", Level.INFO)).isFalse();
    }

    private LogFile read(String text) throws IOException {
        return LogFile.read(Files.writeString(directory.resolve("log4j2.xml"), text));
    }
}
