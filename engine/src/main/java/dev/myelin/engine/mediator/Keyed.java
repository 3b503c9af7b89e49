package dev.myelin.engine.mediator;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.apache.camel.Exchange;

/**
 * What the text under a key becomes when it is compiled, once for each key: at deployment for a constant key, at the
 * first message for one that an expression yields. Thread-safe.
 *
 * @param <T> what a text becomes
 */
public final class Keyed<T> {
    /** Keys come from messages: beyond this, what is compiled is not kept. */
    private static final int MAX_KEPT = 256;

    private final TextSource key;
    private final Resources resources;
    private final Function<String, T> compile;
    private final ConcurrentMap<String, T> compiled = new ConcurrentHashMap<>();

    /**
     * For the key that {@code key} yields.
     *
     * @param compile throws {@link IllegalArgumentException} for a text that is wrong
     */
    public Keyed(TextSource key, Resources resources, Function<String, T> compile) {
        this.key = key;
        this.resources = resources;
        this.compile = compile;
    }

    /** Keeps what a key's text has become, so that the first message finds it. */
    public Keyed<T> with(String name, T made) {
        compiled.put(name, made);
        return this;
    }

    /** Whether {@link #get} will neither read a file nor compile. */
    public boolean isReady(Exchange exchange) {
        return compiled.containsKey(key.text(exchange));
    }

    /** What the key of this message names; a fault when there is no such thing, or it is wrong. */
    public T get(Exchange exchange) {
        String name = key.text(exchange);
        T known = compiled.get(name);
        if (known != null) {
            return known;
        }
        T made = make(name);
        if (compiled.size() < MAX_KEPT) {
            compiled.put(name, made);
        }
        return made;
    }

    private T make(String name) {
        String text = resources
                .text(name)
                .orElseThrow(() -> Fault.of(
                        ErrorCode.MEDIATION,
                        "key: " + name + " (expected: a local entry or a file of the registry folder; MYL-2003)"));
        try {
            return compile.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw Fault.of(ErrorCode.MEDIATION, name + ": " + wrong.getMessage());
        }
    }
}
