package dev.myelin.engine.compiler;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The transports of MI that are Camel components here. To add one is to add a line to {@link #shipped()}, and the
 * component's jar to the class path: nothing else knows of it.
 *
 * @param inbound protocol of an inbound endpoint, in lower case, to where its messages come from
 * @param addresses scheme of an endpoint's address, in lower case, to what makes a Camel URI of the address
 */
record CamelTransports(Map<String, Inbound> inbound, Map<String, UnaryOperator<String>> addresses) {
    /**
     * Where the messages of an inbound endpoint come from.
     *
     * @param uri of the Camel endpoint, without a query; {@code {parameter}} stands for the value of a parameter, which
     *     then must be there
     * @param options parameter to the option of the Camel endpoint that it sets
     * @param ignored parameters without effect
     */
    record Inbound(String uri, Map<String, String> options, Set<String> ignored) {}

    /** Those of this version: none yet. */
    static CamelTransports shipped() {
        return new CamelTransports(Map.of(), Map.of());
    }
}
