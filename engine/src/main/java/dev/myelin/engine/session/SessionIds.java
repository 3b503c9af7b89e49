package dev.myelin.engine.session;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/** Makes ids: UUIDv7, so that their order as text is that of time. Thread-safe. */
public final class SessionIds {
    private final NoArgGenerator generator = Generators.timeBasedEpochGenerator();

    /** A new id. */
    public String next() {
        return generator.generate().toString();
    }
}
