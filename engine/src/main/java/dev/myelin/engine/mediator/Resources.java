package dev.myelin.engine.mediator;

import java.util.Optional;

/** Finds the text that a key names: a local entry, or a file of the registry folder. Thread-safe. */
@FunctionalInterface
public interface Resources {
    /** The text; empty when nothing has that key. May read a file. */
    Optional<String> text(String key);
}
