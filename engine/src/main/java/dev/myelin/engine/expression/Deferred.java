package dev.myelin.engine.expression;

import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;

/**
 * What a parameter of a template is that was given as {@code {{expression}}}: not a value, but the expression, evaluated
 * where the template reads the parameter, on the message that is there then.
 *
 * @param expression the expression
 */
public record Deferred(SynapseExpression expression) {
    /** Nodes where the expression yields some, else text. */
    Object of(Exchange exchange) {
        XdmValue found = expression.nodes(exchange);
        for (XdmItem item : found) {
            if (item instanceof XdmNode node) {
                return found.size() == 1 ? node : found;
            }
        }
        return expression.text(exchange);
    }
}
