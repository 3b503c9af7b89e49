package dev.myelin.engine.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import net.sf.saxon.s9api.Axis;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmSequenceIterator;
import org.jspecify.annotations.Nullable;

/**
 * XML as JSON, as MI has it by default: element names without prefix become names, elements of one name an array,
 * attributes {@code @name}, text beside them {@code $}; numbers, true, false and null lose their quotes; an empty
 * element is null, or an empty text where that is asked for. {@code jsonObject}, {@code jsonArray} and {@code jsonElement}, which JSON becomes as XML,
 * turn back into what they were.
 */
final class XmlJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final QName NIL = new QName("http://www.w3.org/2001/XMLSchema-instance", "nil");

    private final JsonNode empty;

    private XmlJson(JsonNode empty) {
        this.empty = empty;
    }

    /** The JSON of an element, or of a document's root. */
    static JsonNode of(XdmNode node) {
        return new XmlJson(NODES.nullNode()).root(node);
    }

    /** The same with empty texts for empty elements. */
    static JsonNode withTexts(XdmNode node) {
        return new XmlJson(NODES.textNode("")).root(node);
    }

    private JsonNode root(XdmNode node) {
        XdmNode element = node.getNodeKind() == XdmNodeKind.DOCUMENT ? node.getOutermostElement() : node;
        String name = localName(element);
        return switch (name) {
            case "jsonObject" -> object(element);
            case "jsonArray" -> array(element);
            case "jsonValue" -> value(element);
            default -> NODES.objectNode().set(JsonNames.toJson(name), value(element));
        };
    }

    private JsonNode value(XdmNode element) {
        @Nullable XdmNode only = onlyChild(element);
        if (only != null && localName(only).equals("jsonArray")) {
            return array(only);
        }
        if (hasElements(element) || hasAttributes(element)) {
            return "true".equals(element.getAttributeValue(NIL)) ? NODES.nullNode() : object(element);
        }
        String text = element.getStringValue();
        return text.isEmpty() ? empty : primitive(text);
    }

    private ArrayNode array(XdmNode element) {
        ArrayNode array = NODES.arrayNode();
        for (XdmNode child : element.children()) {
            if (isElement(child)) {
                array.add(value(child));
            }
        }
        return array;
    }

    private ObjectNode object(XdmNode element) {
        ObjectNode object = NODES.objectNode();
        for (XdmSequenceIterator<XdmNode> attributes = element.axisIterator(Axis.ATTRIBUTE); attributes.hasNext(); ) {
            XdmNode attribute = attributes.next();
            object.put("@" + localName(attribute), attribute.getStringValue());
        }
        StringBuilder text = new StringBuilder();
        for (XdmNode child : element.children()) {
            if (isElement(child)) {
                add(object, JsonNames.toJson(localName(child)), value(child));
            } else if (child.getNodeKind() == XdmNodeKind.TEXT) {
                text.append(child.getStringValue());
            }
        }
        if (!text.toString().isBlank()) {
            object.set("$", primitive(text.toString()));
        }
        return object;
    }

    private static void add(ObjectNode object, String name, JsonNode value) {
        JsonNode known = object.get(name);
        if (known == null) {
            object.set(name, value);
        } else if (known instanceof Repeated several) {
            several.add(value);
        } else {
            Repeated several = new Repeated();
            several.add(known);
            several.add(value);
            object.set(name, several);
        }
    }

    /** An array made of elements of one name, to be told from one that a single element holds. */
    private static final class Repeated extends ArrayNode {
        private static final long serialVersionUID = 1L;

        Repeated() {
            super(NODES);
        }
    }

    /** As staxon's autoPrimitive. */
    private static JsonNode primitive(String text) {
        return switch (text) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            case "null" -> NODES.nullNode();
            default -> isSensible(text) ? NODES.numberNode(new BigDecimal(text)) : NODES.textNode(text);
        };
    }

    /** A number that Jackson writes with its digits; one with a huge exponent would become as many digits. */
    private static boolean isSensible(String text) {
        return JsonNumbers.isNumber(text) && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    }

    private static @Nullable XdmNode onlyChild(XdmNode element) {
        XdmNode only = null;
        for (XdmNode child : element.children()) {
            if (isElement(child)) {
                if (only != null) {
                    return null;
                }
                only = child;
            }
        }
        return only;
    }

    private static boolean hasElements(XdmNode element) {
        for (XdmNode child : element.children()) {
            if (isElement(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAttributes(XdmNode element) {
        return element.axisIterator(Axis.ATTRIBUTE).hasNext();
    }

    private static boolean isElement(XdmNode node) {
        return node.getNodeKind() == XdmNodeKind.ELEMENT;
    }

    private static String localName(XdmNode element) {
        return element.getNodeName().getLocalName();
    }
}
