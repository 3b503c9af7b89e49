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
 * element is null. {@code jsonObject}, {@code jsonArray} and {@code jsonElement}, which JSON becomes as XML, turn back
 * into what they were. The instruction {@code <?xml-multiple NAME?>} makes an array of the elements of that name that follow
 * it, however many there are.
 */
final class XmlJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final QName NIL = new QName("http://www.w3.org/2001/XMLSchema-instance", "nil");

    private static final String MULTIPLE = "xml-multiple";

    private final XmlRules rules;

    private XmlJson(XmlRules rules) {
        this.rules = rules;
    }

    /** The JSON of an element, or of a document's root. */
    static JsonNode of(XdmNode node) {
        return of(node, XmlRules.DEFAULT);
    }

    /** The same by other rules. */
    static JsonNode of(XdmNode node, XmlRules rules) {
        return new XmlJson(rules).root(node);
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
        return text.isEmpty() && rules.nulls() ? NODES.nullNode() : primitive(text);
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
        boolean multiple = false;
        for (XdmNode child : element.children()) {
            if (isMultiple(child)) {
                String name = child.getStringValue().strip();
                multiple = name.isEmpty();
                if (!multiple) {
                    several(object, JsonNames.toJson(name.substring(name.lastIndexOf(':') + 1)));
                }
            } else if (isElement(child)) {
                String name = JsonNames.toJson(localName(child));
                if (multiple) {
                    several(object, name);
                    multiple = false;
                }
                add(object, name, value(child));
            } else if (child.getNodeKind() == XdmNodeKind.TEXT) {
                text.append(child.getStringValue());
            }
        }
        if (!text.toString().isBlank()) {
            object.set("$", primitive(text.toString()));
        }
        return object;
    }

    /** Makes an array of what has this name. */
    private static void several(ObjectNode object, String name) {
        JsonNode known = object.get(name);
        if (!(known instanceof Repeated)) {
            Repeated several = new Repeated();
            if (known != null) {
                several.add(known);
            }
            object.set(name, several);
        }
    }

    private static void add(ObjectNode object, String name, JsonNode value) {
        JsonNode known = object.get(name);
        if (known == null) {
            object.set(name, value);
        } else if (known instanceof Repeated several) {
            several.add(value);
        } else {
            several(object, name);
            add(object, name, value);
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
    private JsonNode primitive(String text) {
        if (!rules.isRead(text)) {
            return NODES.textNode(text);
        }
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
            if (isElement(child) || isMultiple(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMultiple(XdmNode node) {
        return node.getNodeKind() == XdmNodeKind.PROCESSING_INSTRUCTION
                && MULTIPLE.equals(node.getNodeName().getLocalName());
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
