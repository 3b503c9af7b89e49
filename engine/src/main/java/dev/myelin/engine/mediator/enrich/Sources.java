package dev.myelin.engine.mediator.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.expression.JsonPathEdit;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.enrich.EnrichMediator.Source;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.TreeEdit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The sources of {@code enrich}. */
public final class Sources {
    private Sources() {}

    /** The content of the message. */
    public static Content body(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        if (isJson(payload)) {
            return new Content.Json(payload.json());
        }
        List<XdmNode> elements = Envelopes.elements(Envelopes.body(payload.envelope()));
        return new Content.Nodes(elements.isEmpty() ? elements : elements.subList(0, 1));
    }

    /** The whole envelope. */
    public static Content envelope(Exchange exchange) {
        return new Content.Nodes(List.of(Payload.of(exchange).envelope().getOutermostElement()));
    }

    /** A property; one that is not there is a fault. */
    public static Source property(String name) {
        return exchange -> {
            Object value = MessageContext.get(exchange, Scope.DEFAULT, name);
            if (value == null) {
                throw Fault.of(ErrorCode.MEDIATION, "enrich: property " + name + " (expected: one that is set)");
            }
            return Content.ofProperty(value);
        };
    }

    /** What an XPath finds; nothing is a fault. */
    public static Source xpath(SynapseExpression expression) {
        return exchange -> selected(expression, expression.nodes(exchange), exchange);
    }

    /** What an XPath finds, taken away from the message. */
    public static Source moved(SynapseExpression expression) {
        return exchange -> {
            XdmValue selection = expression.nodes(exchange);
            Content content = selected(expression, selection, exchange);
            Payload payload = Payload.of(exchange);
            Set<XdmNode> gone = new LinkedHashSet<>();
            for (XdmItem item : selection) {
                if (item instanceof XdmNode node) {
                    gone.add(node);
                }
            }
            XdmNode left = TreeEdit.apply(payload.envelope(), gone, TreeEdit.Action.REMOVE, List.of());
            exchange.getMessage().setBody(Targets.edited(payload, left));
            return content;
        };
    }

    /** What a JSONPath finds; nothing is a fault. */
    public static Source jsonPath(SynapseExpression expression) {
        return exchange -> new Content.Json(found(expression, exchange));
    }

    /** What a JSONPath finds, taken away from the message. */
    public static Source moved(SynapseExpression expression, JsonPathEdit path) {
        return exchange -> {
            JsonNode found = found(expression, exchange).deepCopy();
            Payload payload = Payload.of(exchange);
            exchange.getMessage().setBody(Targets.json(payload, path.remove(payload.json())));
            return new Content.Json(found);
        };
    }

    private static JsonNode found(SynapseExpression expression, Exchange exchange) {
        @Nullable JsonNode found = expression.evaluate(exchange, JsonNode.class);
        if (found == null) {
            throw nothing(expression);
        }
        return found;
    }

    private static Content selected(SynapseExpression expression, XdmValue selection, Exchange exchange) {
        @Nullable Content elements = Content.ofSelection(selection);
        if (elements != null) {
            return elements;
        }
        String text = expression.text(exchange);
        if (selection.isEmpty() && text.isEmpty()) {
            throw nothing(expression);
        }
        return new Content.Text(text);
    }

    private static Fault nothing(SynapseExpression expression) {
        return Fault.of(
                ErrorCode.MEDIATION, "enrich: source " + expression.source() + " (expected: something to copy)");
    }

    static boolean isJson(Payload payload) {
        return MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.JSON;
    }
}
