package dev.myelin.engine.expression;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
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

    /** A secret that must be there; a {@link Fault} when it is not. */
    default String neededSecret(String alias) {
        return secret(alias)
                .orElseThrow(() -> Fault.of(
                        ErrorCode.MEDIATION,
                        "secret: " + alias + " (expected: an environment variable of that name, or the file secrets/"
                                + alias + ")"));
    }

    /** A value that differs from one installation to the next. */
    Optional<String> config(String name);
}
