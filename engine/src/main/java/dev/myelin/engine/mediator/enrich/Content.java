package dev.myelin.engine.mediator.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.JsonOutput;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeWriter;
import dev.myelin.engine.message.XmlTrees;
import java.util.ArrayList;
import java.util.List;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import org.jspecify.annotations.Nullable;

/** What {@code enrich} copies. */
public sealed interface Content {
    /**
     * Elements.
     *
     * @param elements the content
     */
    record Nodes(List<XdmNode> elements) implements Content {
        @Override
        public List<XdmNode> asNodes() {
            return elements;
        }

        @Override
        public JsonNode asJson() {
            return Payload.ofEnvelope(Envelopes.of(MessageFormat.SOAP11, List.of(), elements), false, "application/xml")
                    .json();
        }

        @Override
        public Object asProperty() {
            return elements.size() == 1 ? elements.get(0) : asText();
        }

        @Override
        public String asText() {
            StringBuilder text = new StringBuilder();
            elements.forEach(element -> text.append(XmlTrees.serialize(element)));
            return text.toString();
        }
    }

    /**
     * JSON.
     *
     * @param value the content
     */
    record Json(JsonNode value) implements Content {
        @Override
        public List<XdmNode> asNodes() {
            return value.isContainerNode()
                    ? List.of(Payload.ofJson(value, "application/json").xml())
                    : List.of(text(value.asText()));
        }

        @Override
        public JsonNode asJson() {
            return value;
        }

        @Override
        public Object asProperty() {
            return value.isContainerNode() ? value : value.asText();
        }

        @Override
        public String asText() {
            return value.isContainerNode() ? JsonOutput.text(value) : value.asText();
        }
    }

    /**
     * Text.
     *
     * @param value the content
     */
    record Text(String value) implements Content {
        @Override
        public List<XdmNode> asNodes() {
            return List.of(text(value));
        }

        @Override
        public JsonNode asJson() {
            return TextNode.valueOf(value);
        }

        @Override
        public Object asProperty() {
            return value;
        }

        @Override
        public String asText() {
            return value;
        }
    }

    /** As nodes of a tree: elements, or a text. */
    List<XdmNode> asNodes();

    /** As JSON. */
    JsonNode asJson();

    /** As the value of a property. */
    Object asProperty();

    /** As text. */
    String asText();

    /** Whether there are elements in it, or an object or array. */
    default boolean isStructure() {
        return this instanceof Nodes
                || (this instanceof Json json && json.value().isContainerNode());
    }

    private static XdmNode text(String value) {
        return TreeWriter.document(out -> out.text(value));
    }

    /** Text as what it looks like: XML, JSON, or else text. */
    static Content parse(String text) {
        String bare = text.strip();
        try {
            if (bare.startsWith("<")) {
                return new Nodes(elements(bare));
            }
            if (bare.startsWith("{") || bare.startsWith("[")) {
                return new Json(Payload.ofText(bare, "application/json").json());
            }
        } catch (Fault notWhatItLookedLike) {
            return new Text(text);
        }
        return new Text(text);
    }

    /** The elements of a piece of XML, of which there may be several side by side. */
    static List<XdmNode> elements(String xml) {
        XdmNode root = Payload.ofText("<all>" + withoutDeclaration(xml) + "</all>", "application/xml")
                .xml();
        return Envelopes.elements(root);
    }

    private static String withoutDeclaration(String xml) {
        int end = xml.startsWith("<?xml") ? xml.indexOf("?>") : -1;
        return end < 0 ? xml : xml.substring(end + 2);
    }

    /** The value of a property. */
    static Content ofProperty(Object value) {
        if (value instanceof XdmNode node) {
            return new Nodes(node.getNodeKind() == XdmNodeKind.DOCUMENT ? Envelopes.elements(node) : List.of(node));
        }
        return value instanceof JsonNode json ? new Json(json) : parse(value.toString());
    }

    /** What an XPath selected; null when there is no element in it. */
    static @Nullable Content ofSelection(XdmValue selection) {
        List<XdmNode> elements = new ArrayList<>();
        for (XdmItem item : selection) {
            if (item instanceof XdmNode node) {
                if (node.getNodeKind() == XdmNodeKind.ELEMENT) {
                    elements.add(node);
                } else if (node.getNodeKind() == XdmNodeKind.DOCUMENT) {
                    elements.addAll(Envelopes.elements(node));
                }
            }
        }
        return elements.isEmpty() ? null : new Nodes(elements);
    }
}
