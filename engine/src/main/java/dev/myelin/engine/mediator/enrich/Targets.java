package dev.myelin.engine.mediator.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.expression.JsonPathEdit;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.enrich.EnrichMediator.Target;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.TreeEdit;
import dev.myelin.engine.message.TreeEdit.Action;
import dev.myelin.engine.message.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The targets of {@code enrich}. */
public final class Targets {
    private Targets() {}

    /** The first node that an XPath finds in the message; nothing is a fault. */
    public static Target xpath(SynapseExpression expression, Action action) {
        return (exchange, content) -> {
            XdmNode node = node(expression, exchange);
            Payload payload = Payload.of(exchange);
            exchange.getMessage().setBody(edited(payload, change(payload.envelope(), node, action, content)));
        };
    }

    /** What a JSONPath finds in the message. */
    public static Target jsonPath(JsonPathEdit path, Action action) {
        return (exchange, content) -> {
            Payload payload = Payload.of(exchange);
            JsonNode root = payload.json();
            JsonNode made =
                    switch (action) {
                        case REMOVE -> path.remove(root);
                        case CHILD -> path.child(root, content.asJson());
                        default -> path.replace(root, content.asJson());
                    };
            exchange.getMessage().setBody(json(payload, made));
        };
    }

    /** What several JSONPaths find in the message is removed, one path after the other. */
    public static Target without(List<JsonPathEdit> paths) {
        return (exchange, content) -> {
            Payload payload = Payload.of(exchange);
            exchange.getMessage().setBody(json(payload, without(payload.json(), paths)));
        };
    }

    /** What several JSONPaths find in a property of scope default is removed, one path after the other. */
    public static Target without(List<JsonPathEdit> paths, String property) {
        return (exchange, content) -> {
            Object value = MessageContext.get(exchange, Scope.DEFAULT, property);
            if (value == null) {
                throw Fault.of(ErrorCode.MEDIATION, "enrich: property " + property + " (expected: one that is set)");
            }
            exchange.setProperty(property, without(Content.ofProperty(value).asJson(), paths));
        };
    }

    private static JsonNode without(JsonNode root, List<JsonPathEdit> paths) {
        JsonNode left = root;
        for (JsonPathEdit path : paths) {
            left = path.remove(left);
        }
        return left;
    }

    /** What an XPath finds in the XML of a property of scope default; nothing is a fault. */
    public static Target xpath(SynapseExpression expression, Action action, String property) {
        return (exchange, content) -> {
            if (!(MessageContext.get(exchange, Scope.DEFAULT, property) instanceof XdmNode value)) {
                throw Fault.of(ErrorCode.MEDIATION, "enrich: property " + property + " (expected: XML)");
            }
            // On its own: it may have come from a larger tree.
            XdmNode root = TreeWriter.document(out -> out.copy(value));
            exchange.setProperty(property, root.getOutermostElement());
            XdmNode node = node(expression, exchange);
            exchange.setProperty(property, change(root, node, action, content).getOutermostElement());
        };
    }

    /** The name of a JSON field. */
    public static Target key(JsonPathEdit path) {
        return (exchange, content) -> {
            Payload payload = Payload.of(exchange);
            exchange.getMessage().setBody(json(payload, path.rename(payload.json(), content.asText())));
        };
    }

    /** The content of the message. */
    public static Target body(Action action) {
        return (exchange, content) -> exchange.getMessage().setBody(body(Payload.of(exchange), action, content));
    }

    private static Payload body(Payload payload, Action action, Content content) {
        if (action == Action.REMOVE) {
            return payload.kind() != Payload.Kind.EMPTY
                            && payload.isText()
                            && !Sources.isJson(payload)
                            && payload.isSoap()
                    ? Envelopes.withBody(payload, List.of(), payload.contentType())
                    : Payload.empty();
        }
        if (action == Action.REPLACE) {
            return replaced(payload, content);
        }
        if (Sources.isJson(payload) && action == Action.CHILD) {
            return json(payload, JsonPathEdit.compile("$").child(payload.json(), content.asJson()));
        }
        XdmNode document = payload.envelope();
        List<XdmNode> elements = Envelopes.elements(Envelopes.body(document));
        if (elements.isEmpty()) {
            return Envelopes.replaceContent(payload, content.asNodes());
        }
        return edited(payload, TreeEdit.apply(document, Set.of(elements.get(0)), action, content.asNodes()));
    }

    private static Payload replaced(Payload payload, Content content) {
        if (content instanceof Content.Json json) {
            boolean xml = MessageFormat.ofContentType(payload.contentType()).isSoap() && payload.isSoap();
            return xml ? Envelopes.replaceContent(payload, content.asNodes()) : json(payload, json.value());
        }
        if (content instanceof Content.Text text) {
            return Payload.ofText(text.value(), MessageFormat.TEXT.contentType());
        }
        return Envelopes.replaceContent(payload, content.asNodes());
    }

    /** The whole message: an envelope, or, for JSON and text, its content. */
    public static void envelope(Exchange exchange, Content content) {
        Payload payload = Payload.of(exchange);
        List<XdmNode> nodes = content.asNodes();
        if (!(content instanceof Content.Nodes) || nodes.isEmpty() || !isEnvelope(nodes.get(0))) {
            exchange.getMessage().setBody(replaced(payload, content));
            return;
        }
        XdmNode document = TreeWriter.document(out -> out.copy(nodes.get(0)));
        MessageFormat version = Envelopes.version(document);
        MessageFormat before = MessageFormat.ofContentType(payload.contentType());
        if (before == MessageFormat.JSON || before == MessageFormat.POX) {
            // The envelope that every message has around it; the message itself is what is in it.
            Payload made = Envelopes.replaceContent(payload, Envelopes.elements(Envelopes.body(document)));
            exchange.getMessage().setBody(made);
            return;
        }
        String type = before == version ? payload.contentType() : version.contentType();
        exchange.getMessage().setBody(Payload.ofEnvelope(document, true, type));
    }

    private static boolean isEnvelope(XdmNode node) {
        return node.getNodeKind() == XdmNodeKind.ELEMENT
                && node.getNodeName().getLocalName().equals("Envelope");
    }

    /** A property of scope default. */
    public static Target property(String name, Action action) {
        return (exchange, content) -> {
            if (action == Action.REMOVE) {
                exchange.removeProperty(name);
                return;
            }
            @Nullable
            Object before = action == Action.REPLACE ? null : MessageContext.get(exchange, Scope.DEFAULT, name);
            exchange.setProperty(name, before == null ? content.asProperty() : added(before, action, content));
        };
    }

    private static Object added(Object before, Action action, Content content) {
        Content known = Content.ofProperty(before);
        if (known instanceof Content.Json json && action == Action.CHILD) {
            return JsonPathEdit.compile("$").child(json.value(), content.asJson());
        }
        if (!(known instanceof Content.Nodes nodes) || nodes.elements().isEmpty()) {
            return known.asText() + content.asText();
        }
        if (action == Action.SIBLING) {
            List<XdmNode> all = new ArrayList<>(nodes.elements());
            all.addAll(content.asNodes());
            return new Content.Nodes(all).asProperty();
        }
        XdmNode document = TreeWriter.document(out -> out.copy(nodes.elements().get(0)));
        XdmNode root = document.getOutermostElement();
        return TreeEdit.apply(document, Set.of(root), action, content.asNodes()).getOutermostElement();
    }

    private static XdmNode change(XdmNode document, XdmNode node, Action action, Content content) {
        boolean element = node.getNodeKind() == XdmNodeKind.ELEMENT;
        if (node.getNodeKind() == XdmNodeKind.ATTRIBUTE) {
            return TreeEdit.setAttribute(document, node, action == Action.REMOVE ? "" : content.asText());
        }
        if (action == Action.REPLACE && element && !content.isStructure()) {
            // Text becomes what the element holds, as in Synapse.
            XdmNode filled = TreeWriter.document(out -> {
                out.startLike(node);
                content.asNodes().forEach(out::copy);
                out.end();
            });
            return TreeEdit.apply(document, Set.of(node), action, List.of(filled));
        }
        return TreeEdit.apply(document, Set.of(node), action, action == Action.REMOVE ? List.of() : content.asNodes());
    }

    private static XdmNode node(SynapseExpression expression, Exchange exchange) {
        for (XdmItem item : expression.nodes(exchange)) {
            if (item instanceof XdmNode node && node.getParent() != null) {
                return node;
            }
        }
        throw Fault.of(
                ErrorCode.MEDIATION, "enrich: target " + expression.source() + " (expected: a node of the message)");
    }

    /** The payload with a changed tree; JSON stays JSON. */
    public static Payload edited(Payload payload, XdmNode document) {
        MessageFormat format = MessageFormat.ofContentType(payload.contentType());
        boolean xml = format.isSoap() || format == MessageFormat.POX;
        return xml
                ? Payload.ofEnvelope(document, payload.isSoap(), payload.contentType())
                : Envelopes.replaceContent(payload, Envelopes.elements(Envelopes.body(document)));
    }

    static Payload json(Payload payload, JsonNode made) {
        boolean json = Sources.isJson(payload);
        return Payload.ofJson(made, json ? payload.contentType() : MessageFormat.JSON.contentType());
    }
}
