package dev.myelin.engine.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import org.apache.camel.Exchange;

/**
 * Turns the payload into the format in which it leaves: that of {@code messageType}, where a sequence set it, or of the
 * endpoint. A payload that is in that format already stays as it is, byte for byte.
 */
public final class OutgoingFormat {
    private static final String MESSAGE_TYPE = "messageType";
    private static final String CONTENT_TYPE = "ContentType";
    private static final String DECODE_MULTIPART = "DECODE_MULTIPART_DATA";
    private static final String ACTION = "Action";
    private static final String SOAP_ACTION = "SOAPAction";

    private OutgoingFormat() {}

    /** Converts the payload as {@code messageType} says; nothing when no sequence set it. */
    public static void apply(Exchange exchange) {
        apply(exchange, MessageContext.of(exchange));
    }

    /** As {@link #apply(Exchange)}, for who has the context at hand. Called for every message. */
    public static void apply(Exchange exchange, MessageContext context) {
        Object type = context.ownAxis2(MESSAGE_TYPE);
        if (type != null) {
            convert(exchange, type.toString());
        }
    }

    private static void convert(Exchange exchange, String wanted) {
        Payload payload = Payload.of(exchange);
        if (!isSameType(payload.contentType(), wanted)) {
            MessageFormat format = MessageFormat.ofContentType(wanted);
            Payload made = format == MessageFormat.MULTIPART
                    ? multipart(payload, MessageContext.isTrueAnywhere(exchange, DECODE_MULTIPART))
                    : converted(payload, format, wanted);
            if (made != payload) {
                exchange.getMessage().setBody(made);
            }
        }
    }

    /** Converts the payload to the {@code format} of an endpoint: {@code soap11}, {@code get} and so on. */
    public static void apply(Exchange exchange, String format) {
        switch (format) {
            case "get" -> get(exchange);
            case "rest" -> {
                if (Payload.of(exchange).isText() && isEnvelope(Payload.of(exchange))) {
                    pox(exchange);
                }
            }
            case "soap11" -> soap(exchange, MessageFormat.SOAP11);
            case "soap12" -> soap(exchange, MessageFormat.SOAP12);
            default -> pox(exchange);
        }
    }

    private static void soap(Exchange exchange, MessageFormat format) {
        Payload payload = Payload.of(exchange);
        String type = format.contentType() + "; charset=UTF-8";
        String action = action(exchange);
        if (format == MessageFormat.SOAP11) {
            exchange.getMessage().setHeader(SOAP_ACTION, "\"" + action + "\"");
        } else {
            exchange.getMessage().removeHeader(SOAP_ACTION);
            type = action.isEmpty() ? type : type + "; action=\"" + action + "\"";
        }
        // SOAP is posted, also what came as GET.
        MessageContext.set(exchange, Scope.AXIS2, "HTTP_METHOD", "POST");
        Payload made = payload.kind() == Payload.Kind.EMPTY
                ? Payload.ofEnvelope(Envelopes.of(format, List.of(), List.of()), true, type)
                : converted(payload, format, type);
        put(exchange, made, format, type);
    }

    private static void pox(Exchange exchange) {
        String type = MessageFormat.POX.contentType() + "; charset=UTF-8";
        put(exchange, converted(Payload.of(exchange), MessageFormat.POX, type), MessageFormat.POX, type);
    }

    private static void put(Exchange exchange, Payload made, MessageFormat format, String type) {
        exchange.getMessage().setBody(made);
        MessageContext.set(exchange, Scope.AXIS2, MESSAGE_TYPE, format.contentType());
        MessageContext.set(exchange, Scope.AXIS2, CONTENT_TYPE, type);
    }

    /** The children of the content as query; the postfix that was there stays in front. */
    private static void get(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        MessageContext.set(exchange, Scope.AXIS2, "HTTP_METHOD", "GET");
        if (payload.kind() == Payload.Kind.EMPTY) {
            return;
        }
        String postfix = MessageContext.text(exchange, Scope.AXIS2, "REST_URL_POSTFIX");
        String before = postfix == null ? "" : postfix;
        String query = form(payload);
        String separator = query.isEmpty() ? "" : before.indexOf('?') < 0 ? "?" : "&";
        MessageContext.set(exchange, Scope.AXIS2, "REST_URL_POSTFIX", before + separator + query);
    }

    /** What the message's own Action says, else the header that it came with. */
    private static String action(Exchange exchange) {
        Object own = exchange.getProperty(ACTION);
        Object found = own == null ? exchange.getMessage().getHeader(SOAP_ACTION) : own;
        String text = found == null ? "" : found.toString();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** The payload in another format; the same where there is no conversion, such as for binary. */
    static Payload converted(Payload payload, MessageFormat format, String type) {
        if (payload.kind() == Payload.Kind.EMPTY
                || payload.contentType().isEmpty()
                || !payload.isText() && !MessageFormat.isMultipart(payload.contentType())) {
            return payload;
        }
        return switch (format) {
            case SOAP11, SOAP12 -> envelope(payload, format, type);
            case POX -> content(payload, type);
            case JSON -> json(payload, type);
            case TEXT -> text(payload, type);
            case FORM -> MessageFormat.isForm(payload.contentType()) ? payload : Payload.ofText(form(payload), type);
            case MULTIPART, BINARY -> payload; // parts are made where messageType asks for them
        };
    }

    private static Payload envelope(Payload payload, MessageFormat format, String type) {
        XdmNode document = payload.envelope();
        if (payload.isSoap() && Envelopes.version(document) == format) {
            return payload.as(type);
        }
        XdmNode header = Envelopes.header(document);
        List<XdmNode> headers = header == null ? List.of() : Envelopes.elements(header);
        XdmNode body = Envelopes.body(document);
        return Payload.ofEnvelope(Envelopes.of(format, headers, Envelopes.elements(body)), true, type);
    }

    private static Payload content(Payload payload, String type) {
        if (!payload.isSoap() && MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.XML) {
            return payload.as(type);
        }
        return Payload.ofEnvelope(payload.envelope(), false, type);
    }

    private static Payload json(Payload payload, String type) {
        if (MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.JSON) {
            return payload.as(type);
        }
        List<XdmNode> content = Envelopes.elements(Envelopes.body(payload.envelope()));
        return content.isEmpty() ? Payload.ofText("", type) : Payload.ofJson(XmlJson.of(content.get(0)), type);
    }

    private static Payload multipart(Payload payload, boolean decodes) {
        if (payload.kind() == Payload.Kind.EMPTY
                || !payload.isText()
                || payload.contentType().isEmpty()) {
            return payload;
        }
        List<XdmNode> content = Envelopes.elements(Envelopes.body(payload.envelope()));
        return content.isEmpty() ? payload : Multipart.of(content.get(0), decodes);
    }

    private static Payload text(Payload payload, String type) {
        if (MediaTypes.familyOf(payload.contentType()) != MediaTypes.Family.XML) {
            return payload.as(type);
        }
        List<XdmNode> content = Envelopes.elements(Envelopes.body(payload.envelope()));
        if (content.isEmpty()) {
            return Payload.ofText("", type);
        }
        XdmNode first = content.get(0);
        boolean plain = Envelopes.elements(first).isEmpty();
        return Payload.ofText(plain ? first.getStringValue() : XmlTrees.serialize(first), type);
    }

    private static String form(Payload payload) {
        if (MessageFormat.isForm(payload.contentType())) {
            return payload.text();
        }
        QueryStringEncoder query = new QueryStringEncoder("", StandardCharsets.UTF_8);
        if (MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.JSON) {
            for (Map.Entry<String, JsonNode> field : payload.json().properties()) {
                query.addParam(field.getKey(), field.getValue().asText());
            }
        } else {
            List<XdmNode> content = Envelopes.elements(Envelopes.body(payload.envelope()));
            for (XdmNode root : content) {
                for (XdmNode field : root.children(node -> node.getNodeKind() == XdmNodeKind.ELEMENT)) {
                    query.addParam(field.getNodeName().getLocalName(), field.getStringValue());
                }
            }
        }
        String text = query.toString();
        return text.startsWith("?") ? text.substring(1) : text;
    }

    private static boolean isEnvelope(Payload payload) {
        return MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.XML && payload.isSoap();
    }

    /** Whether the media types are the same; parameters such as {@code charset} are not looked at. */
    private static boolean isSameType(String one, String other) {
        int end = end(one);
        return end == end(other) && one.regionMatches(true, 0, other, 0, end);
    }

    private static int end(String type) {
        int semicolon = type.indexOf(';');
        return semicolon < 0 ? type.length() : semicolon;
    }
}
