package dev.myelin.engine.expression;

import java.util.Optional;

/** What Synapse expressions read that does not come with a message. Thread-safe. */
public interface ExternalTexts {
    /** None of it, for expressions outside of a configuration. */
    ExternalTexts NONE = new ExternalTexts() {
        @Override
        public Optional<String> registry(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<String> localEntry(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<String> secret(String alias) {
            return Optional.empty();
        }

        @Override
        public Optional<String> config(String name) {
            return Optional.empty();
        }
    };

    /** A file of the registry, or a local entry. May read a file. */
    Optional<String> registry(String key);

    /** A local entry. May read a file, once. */
    Optional<String> localEntry(String key);

    /** A secret. May read a file. */
    Optional<String> secret(String alias);

    /** A value that differs from one installation to the next. */
    Optional<String> config(String name);
}
