package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.transform.TransformMediator.Change;
import dev.myelin.engine.mediator.transform.TransformMediator.Transformation;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.TreeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;

/** {@code <xquery/>}. */
public final class QueryTransformation implements Transformation {
    private static final Selection BODY = new Selection(Optional.empty());

    private final Keyed<Query> query;
    private final Map<String, Value> variables;
    private final Selection target;

    /** The value of an external variable. */
    @FunctionalInterface
    public interface Value {
        /** For a message. */
        XdmValue of(Exchange exchange);
    }

    /** With what yields the query and its variables for a message, and what the result replaces. */
    public QueryTransformation(Keyed<Query> query, Map<String, Value> variables, Selection target) {
        this.query = query;
        this.variables = Map.copyOf(variables);
        this.target = target;
    }

    /** The content of the message, as a document. */
    public static XdmValue payload(Exchange exchange) {
        return BODY.document(exchange);
    }

    /** It may loop. */
    @Override
    public boolean mayTakeLong(Exchange exchange) {
        return true;
    }

    @Override
    public Change compute(Exchange exchange) {
        Map<String, XdmValue> values = new HashMap<>();
        variables.forEach((name, value) -> values.put(name, value.of(exchange)));
        XdmValue result = query.get(exchange).evaluate(BODY.document(exchange), values);
        List<XdmNode> elements = elements(result);
        if (!elements.isEmpty()) {
            return message -> target.replace(message, elements);
        }
        String text = text(result);
        return message -> fill(message, text);
    }

    /** A value that is no element becomes the text of the element that it replaces, as in Synapse. */
    private void fill(Exchange exchange, String text) {
        Optional<XdmNode> element = target.find(exchange).filter(node -> node.getNodeKind() == XdmNodeKind.ELEMENT);
        if (element.isEmpty()) {
            target.replace(exchange, text);
            return;
        }
        XdmNode filled = TreeWriter.document(out -> {
            out.startLike(element.get());
            out.text(text);
            out.end();
        });
        target.replace(exchange, Envelopes.elements(filled));
    }

    private static List<XdmNode> elements(XdmValue result) {
        List<XdmNode> elements = new ArrayList<>();
        for (XdmItem item : result) {
            if (item instanceof XdmNode node) {
                if (node.getNodeKind() == XdmNodeKind.ELEMENT) {
                    elements.add(node);
                } else if (node.getNodeKind() == XdmNodeKind.DOCUMENT) {
                    elements.addAll(Envelopes.elements(node));
                }
            }
        }
        return elements;
    }

    private static String text(XdmValue result) {
        StringBuilder text = new StringBuilder();
        for (XdmItem item : result) {
            text.append(text.isEmpty() ? "" : " ").append(item.getStringValue());
        }
        return text.toString();
    }
}
