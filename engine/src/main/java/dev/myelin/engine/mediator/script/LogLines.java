package dev.myelin.engine.mediator.script;

import java.io.PrintWriter;
import java.io.Writer;
import org.slf4j.Logger;

/** Where {@code println} of a script writes: each line is a line of the log. */
final class LogLines extends PrintWriter {
    LogLines(Logger log) {
        super(new Lines(log));
    }

    private static final class Lines extends Writer {
        private static final int LONGEST = 64 << 10;

        private final Logger log;
        private final StringBuilder line = new StringBuilder();

        Lines(Logger log) {
            this.log = log;
        }

        @Override
        public void write(char[] text, int from, int length) {
            for (int i = from; i < from + length; i++) {
                if (text[i] == '\n' || line.length() == LONGEST) {
                    writeLine();
                }
                if (text[i] != '\n' && text[i] != '\r') {
                    line.append(text[i]);
                }
            }
        }

        private void writeLine() {
            log.info("{}", line);
            line.setLength(0);
        }

        @Override
        public void flush() {
            // A line is written when it is whole.
        }

        @Override
        public void close() {
            if (line.length() > 0) {
                writeLine();
            }
        }
    }
}
