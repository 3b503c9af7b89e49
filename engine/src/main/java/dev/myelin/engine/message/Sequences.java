package dev.myelin.engine.message;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Runs sequences by name; what transports know of mediation. */
public interface Sequences {
    /** Whether a sequence of this name is deployed. */
    boolean contains(String name);

    /**
     * Runs a sequence on {@code exchange}. A sequence that is not there sets a {@link Fault} with code 500000 as the
     * exchange's exception.
     *
     * @return true when it was done before this method returned; {@code callback} is called in every case
     */
    boolean run(String name, Exchange exchange, AsyncCallback callback);
}
