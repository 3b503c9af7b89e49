package dev.myelin.engine.mediator.script;

import java.util.List;
import java.util.Optional;

/**
 * A compiled script of one language. Thread-safe.
 *
 * @param <S> the scripts of that language
 */
public interface MessageScript<S extends MessageScript<S>> {
    /**
     * Runs it on a message; throws a {@link dev.myelin.engine.message.Fault} when it fails or takes too much.
     *
     * @param before what is run before it, in the same scope
     * @param function what is called then, with {@code mc} as its only argument
     * @return whether the message goes on: unless the function, or the script where there is none, yields false
     */
    boolean run(List<S> before, Optional<String> function, Run run);
}
