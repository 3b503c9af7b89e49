package dev.myelin.engine.mediator.freemarker;

import java.io.IOException;
import java.io.Writer;

/** Collects text, up to a limit. */
final class BoundedWriter extends Writer {
    private final StringBuilder text = new StringBuilder(512);
    private final int limit;

    BoundedWriter(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        if (text.length() + length > limit) {
            throw new IOException("the template gives more than " + limit + " characters");
        }
        text.append(characters, offset, length);
    }

    @Override
    public void flush() {
        // It is all in memory.
    }

    @Override
    public void close() {
        // It is all in memory.
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
