package dev.myelin.engine.expression;

import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;

/** A compiled expression; a Camel expression and predicate, so that EIPs can use it. Thread-safe. */
public interface SynapseExpression extends Expression, Predicate {
    /** The value as Synapse's {@code stringValueOf}: text, empty when nothing was found; compact JSON for a structure. */
    String text(Exchange exchange);

    /**
     * The text by which {@code switch} and {@code filter} choose: as {@link #text}, and empty where a JSONPath looks for
     * something in a payload that is no JSON and does not say it is, such as a binary frame.
     */
    default String choice(Exchange exchange) {
        return text(exchange);
    }

    /** What an XPath selects, or a property holds, as nodes; empty for text and for other kinds of expressions. */
    default XdmValue nodes(Exchange exchange) {
        return XdmEmptySequence.getInstance();
    }

    /** Whether what it yields is JSON, to be taken as {@link com.fasterxml.jackson.databind.JsonNode}. */
    default boolean isJson() {
        return false;
    }

    /** The text as the user wrote it. */
    String source();

    @Override
    default void init(CamelContext context) {
        // Compiled already.
    }
}
