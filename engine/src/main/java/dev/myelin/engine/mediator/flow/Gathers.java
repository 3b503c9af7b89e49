package dev.myelin.engine.mediator.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The ways to put messages together. */
public final class Gathers {
    private Gathers() {}

    /**
     * Elements side by side.
     *
     * @param expression what finds them; the first element of the body where there is none
     * @param enclosing the property that holds the element around them
     * @param asChildren whether they become children of the root element of the first message
     */
    public static Gather xml(Optional<SynapseExpression> expression, Optional<String> enclosing, boolean asChildren) {
        return new Xml(expression, enclosing, asChildren);
    }

    /**
     * Values in a JSON array.
     *
     * @param expression what finds the one of a message
     * @param enclosing the property that holds the element whose name is that of the field around the array
     */
    public static Gather json(SynapseExpression expression, Optional<String> enclosing) {
        return new Json(expression, enclosing);
    }

    private static XdmNode elementOf(String name, Exchange first) {
        @Nullable Object value = MessageContext.get(first, Scope.DEFAULT, name);
        if (value != null) {
            for (XdmNode node : Content.ofProperty(value).asNodes()) {
                if (!node.getNodeName().getLocalName().isEmpty()) {
                    return node;
                }
            }
        }
        throw Fault.of(
                ErrorCode.MEDIATION,
                "aggregate: enclosingElementProperty " + name + " (expected: a property that holds an element)");
    }

    /** The element with more children. */
    static XdmNode filled(XdmNode element, List<XdmNode> added) {
        return TreeWriter.document(out -> {
                    out.startLike(element);
                    element.children().forEach(out::copy);
                    added.forEach(out::copy);
                    out.end();
                })
                .getOutermostElement();
    }

    private record Xml(Optional<SynapseExpression> expression, Optional<String> enclosing, boolean asChildren)
            implements Gather {
        @Override
        public Object take(Exchange exchange) {
            if (expression.isPresent()) {
                return Splits.found(expression.get(), exchange);
            }
            List<XdmNode> all =
                    Envelopes.elements(Envelopes.body(Payload.of(exchange).envelope()));
            return all.isEmpty() ? all : all.subList(0, 1);
        }

        @Override
        public Payload merge(Exchange first, List<Object> contents) {
            List<XdmNode> all = new ArrayList<>();
            for (Object content : contents) {
                for (Object node : (List<?>) content) {
                    all.add((XdmNode) node);
                }
            }
            Payload payload = Payload.of(first);
            if (enclosing.isPresent()) {
                return Envelopes.replaceContent(payload, List.of(filled(elementOf(enclosing.get(), first), all)));
            }
            if (all.isEmpty()) {
                return payload;
            }
            if (asChildren) {
                List<XdmNode> roots = Envelopes.elements(Envelopes.body(payload.envelope()));
                return roots.isEmpty()
                        ? Envelopes.replaceContent(payload, all)
                        : Envelopes.replaceContent(payload, List.of(filled(roots.get(0), all)));
            }
            boolean json = MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.JSON;
            return json && all.size() > 1 ? array(payload, all) : Envelopes.replaceContent(payload, all);
        }

        private static Payload array(Payload payload, List<XdmNode> all) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            all.forEach(node ->
                    array.add(Envelopes.replaceContent(payload, List.of(node)).json()));
            return Payload.ofJson(array, payload.contentType());
        }
    }

    private record Json(SynapseExpression expression, Optional<String> enclosing) implements Gather {
        @Override
        public Object take(Exchange exchange) {
            @Nullable JsonNode found = expression.evaluate(exchange, JsonNode.class);
            return found == null ? NullNode.getInstance() : found;
        }

        @Override
        public Payload merge(Exchange first, List<Object> contents) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            contents.forEach(content -> array.add((JsonNode) content));
            JsonNode result = array;
            if (enclosing.isPresent()) {
                String name = elementOf(enclosing.get(), first).getNodeName().getLocalName();
                result = JsonNodeFactory.instance.objectNode().set(name, array);
            }
            return Payload.ofJson(result, Splits.jsonType(Payload.of(first)));
        }
    }

    /** Puts a payload into a message; what it is written as fits it. */
    static void put(Exchange exchange, Payload payload) {
        exchange.getMessage().setBody(payload);
        boolean json = MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.JSON;
        @Nullable Object type = MessageContext.of(exchange).axis2().get("messageType");
        if (json && type != null && MessageFormat.ofContentType(type.toString()) != MessageFormat.JSON) {
            MessageContext.set(exchange, Scope.AXIS2, "messageType", payload.contentType());
            MessageContext.set(exchange, Scope.AXIS2, "ContentType", payload.contentType());
        }
    }
}
