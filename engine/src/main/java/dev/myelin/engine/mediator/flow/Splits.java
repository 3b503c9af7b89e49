package dev.myelin.engine.mediator.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.myelin.engine.expression.JsonPathEdit;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeEdit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The ways to split a message. */
public final class Splits {
    private Splits() {}

    /** Each element that an XPath finds, alone in the body. */
    public static Split elements(SynapseExpression expression) {
        return exchange -> {
            List<XdmNode> found = found(expression, exchange);
            Payload payload = Payload.of(exchange);
            return pieces(found.size(), index -> Envelopes.replaceContent(payload, List.of(found.get(index))));
        };
    }

    /**
     * Each element that an XPath finds, in the payload without all of them.
     *
     * @param attach what finds the element that it becomes a child of; the body where there is none
     */
    public static Split elementsIn(SynapseExpression expression, Optional<SynapseExpression> attach) {
        return exchange -> {
            List<XdmNode> found = found(expression, exchange);
            if (found.isEmpty()) {
                return pieces(0, index -> Payload.empty());
            }
            Payload payload = Payload.of(exchange);
            Set<XdmNode> all = new LinkedHashSet<>(found);
            XdmNode base = TreeEdit.apply(payload.envelope(), all, TreeEdit.Action.REMOVE, List.of());
            XdmNode place = place(attach, exchange, base);
            return pieces(found.size(), index -> {
                List<XdmNode> one = List.of(found.get(index));
                return edited(payload, TreeEdit.apply(base, Set.of(place), TreeEdit.Action.CHILD, one));
            });
        };
    }

    private static XdmNode place(Optional<SynapseExpression> attach, Exchange exchange, XdmNode base) {
        if (attach.isEmpty()) {
            return Envelopes.body(base);
        }
        Exchange rest = Copies.of(exchange, Payload.ofEnvelope(base, true, "text/xml"));
        for (XdmItem item : attach.get().nodes(rest)) {
            if (item instanceof XdmNode node && node.getNodeKind() == XdmNodeKind.ELEMENT && isIn(base, node)) {
                return node;
            }
        }
        throw Fault.of(
                ErrorCode.MEDIATION,
                "iterate: attachPath " + attach.get().source() + " (expected: an element of what is preserved)");
    }

    private static boolean isIn(XdmNode document, XdmNode node) {
        return node.getRoot().equals(document);
    }

    /** The elements that an XPath finds. */
    static List<XdmNode> found(SynapseExpression expression, Exchange exchange) {
        List<XdmNode> found = new ArrayList<>();
        for (XdmItem item : expression.nodes(exchange)) {
            if (item instanceof XdmNode node && node.getNodeKind() == XdmNodeKind.ELEMENT) {
                found.add(node);
            }
        }
        return found;
    }

    /** Each item of the array that a JSONPath finds. */
    public static Split items(SynapseExpression expression) {
        return exchange -> {
            JsonNode array = array(expression, exchange);
            String type = jsonType(Payload.of(exchange));
            return pieces(array.size(), index -> Payload.ofJson(array.get(index), type));
        };
    }

    /**
     * Each item of the array that a JSONPath finds, in the payload with an empty array in its place.
     *
     * @param attach what the item replaces
     * @param same whether that is the array
     */
    public static Split itemsIn(SynapseExpression expression, JsonPathEdit path, JsonPathEdit attach, boolean same) {
        return exchange -> {
            JsonNode array = array(expression, exchange);
            Payload payload = Payload.of(exchange);
            JsonNode root = payload.json();
            JsonNode base = same ? root : path.replace(root, JsonNodeFactory.instance.arrayNode());
            String type = jsonType(payload);
            return pieces(array.size(), index -> Payload.ofJson(attach.replace(base, array.get(index)), type));
        };
    }

    static JsonNode array(SynapseExpression expression, Exchange exchange) {
        @Nullable JsonNode found = expression.evaluate(exchange, JsonNode.class);
        if (found == null || !found.isArray()) {
            throw Fault.of(
                    ErrorCode.MEDIATION,
                    expression.source() + ": " + (found == null ? "nothing" : found.getNodeType())
                            + " (expected: a JSON array)");
        }
        return found;
    }

    static String jsonType(Payload payload) {
        return MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.JSON
                ? payload.contentType()
                : MessageFormat.JSON.contentType();
    }

    /** The payload with a changed tree; JSON stays JSON. */
    static Payload edited(Payload payload, XdmNode document) {
        MessageFormat format = MessageFormat.ofContentType(payload.contentType());
        return format.isSoap() || format == MessageFormat.POX
                ? Payload.ofEnvelope(document, payload.isSoap(), payload.contentType())
                : Envelopes.replaceContent(payload, Envelopes.elements(Envelopes.body(document)));
    }

    private static Split.Pieces pieces(int count, IntFunction<Payload> make) {
        return new Split.Pieces() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public Payload payload(int index) {
                return make.apply(index);
            }
        };
    }
}
