package dev.myelin.engine.mediator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.PayloadFactoryMediator.Media;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.JsonNumbers;
import dev.myelin.engine.message.JsonOutput;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.XmlTrees;
import java.util.ArrayList;
import java.util.List;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What is put into a template of {@code payloadFactory}: a constant, or what an expression yields. XML that goes into JSON
 * becomes JSON, an object or array that goes into XML becomes XML.
 */
public final class PayloadArgument {
    private final TextSource text;
    private final @Nullable SynapseExpression expression;
    private final boolean literal;
    private final boolean escapeXml;
    private final boolean inline;

    private PayloadArgument(
            TextSource text,
            @Nullable SynapseExpression expression,
            boolean literal,
            boolean escapeXml,
            boolean inline) {
        this.text = text;
        this.expression = expression;
        this.literal = literal;
        this.escapeXml = escapeXml;
        this.inline = inline;
    }

    /**
     * A constant.
     *
     * @param literal whether it is put in without escaping
     * @param escapeXml whether {@code & < >} are escaped in JSON and text too
     */
    public static PayloadArgument of(String value, boolean literal, boolean escapeXml) {
        return new PayloadArgument(exchange -> value, null, literal, escapeXml, false);
    }

    /** What an expression yields; the others as for a constant. */
    public static PayloadArgument of(SynapseExpression expression, boolean literal, boolean escapeXml) {
        return new PayloadArgument(expression::text, expression, literal, escapeXml, false);
    }

    /** An expression that stands in the template itself; nothing is {@code null} in JSON. */
    public static PayloadArgument inline(SynapseExpression expression, boolean escapeXml) {
        return new PayloadArgument(expression::text, expression, false, escapeXml, true);
    }

    /** Its text as it is. */
    public String text(Exchange exchange) {
        return text.text(exchange);
    }

    /** Adds it; {@code quoted} is whether that is inside a JSON string. */
    void insert(Media media, boolean quoted, Exchange exchange, StringBuilder out) {
        switch (media) {
            case XML -> xml(exchange, out);
            case JSON -> json(quoted, exchange, out);
            case TEXT -> out.append(escaped(text.text(exchange)));
        }
    }

    private String escaped(String value) {
        return escapeXml && !literal ? escapeXml(value) : value;
    }

    private void json(boolean quoted, Exchange exchange, StringBuilder out) {
        String plain = text.text(exchange);
        if (!quoted && !literal && plain.startsWith("<") && expression != null) {
            List<XdmNode> elements = elements(expression.nodes(exchange));
            if (!elements.isEmpty()) {
                out.append(asJson(elements));
                return;
            }
        }
        String value = escaped(plain);
        if (literal) {
            out.append(value);
        } else if (quoted) {
            JsonOutput.escape(value, out);
        } else if (isJsonValue(value)) {
            out.append(value);
        } else if (inline && value.isEmpty() && isNothing(exchange)) {
            out.append("null");
        } else {
            out.append('"');
            JsonOutput.escape(value, out);
            out.append('"');
        }
    }

    private boolean isNothing(Exchange exchange) {
        @Nullable JsonNode found = expression == null ? null : expression.evaluate(exchange, JsonNode.class);
        return found == null || found.isNull();
    }

    private static String asJson(List<XdmNode> elements) {
        return Payload.ofEnvelope(Envelopes.of(MessageFormat.SOAP11, List.of(), elements), false, "application/xml")
                .json()
                .toString();
    }

    private void xml(Exchange exchange, StringBuilder out) {
        if (literal) {
            out.append(text.text(exchange));
            return;
        }
        if (expression != null && expression.isJson()) {
            @Nullable JsonNode found = expression.evaluate(exchange, JsonNode.class);
            if (found != null && found.isContainerNode()) {
                asXml(found, out);
                return;
            }
        }
        String value = text.text(exchange);
        boolean structure = value.startsWith("<")
                && expression != null
                && !elements(expression.nodes(exchange)).isEmpty();
        out.append(structure ? value : escapeXml(value));
    }

    /** Without the element that stands for the object or array itself. */
    private static void asXml(JsonNode json, StringBuilder out) {
        XdmNode root = Payload.ofJson(json, "application/json").xml();
        root.children().forEach(child -> out.append(XmlTrees.serialize(child)));
    }

    private static List<XdmNode> elements(XdmValue value) {
        List<XdmNode> elements = new ArrayList<>();
        for (XdmItem item : value) {
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

    /** Whether a text can stand as a JSON value outside of quotes; strings without quotes get them. */
    private static boolean isJsonValue(String text) {
        if (text.isEmpty()) {
            return false;
        }
        return switch (text.charAt(0)) {
            case '{' -> text.endsWith("}");
            case '[' -> text.endsWith("]");
            case '"' -> text.length() > 1 && text.endsWith("\"");
            case 't' -> text.equals("true");
            case 'f' -> text.equals("false");
            case 'n' -> text.equals("null");
            default -> JsonNumbers.isNumber(text);
        };
    }

    private static String escapeXml(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
