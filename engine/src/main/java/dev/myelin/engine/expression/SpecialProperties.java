package dev.myelin.engine.expression;

import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.Locale;
import java.util.UUID;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Names of the default scope that are there without anybody having set them. A property of the same name, set by a
 * sequence or by the source, wins.
 */
final class SpecialProperties {
    private SpecialProperties() {}

    /** What {@code $ctx:name} reads: properties only, as in Synapse, and {@code RESPONSE}. */
    static PropertyRead variable(String name) {
        return "RESPONSE".equals(name) ? orElse(name, SpecialProperties::response) : plain(name);
    }

    /** What {@code get-property('name')} reads. */
    static PropertyRead getProperty(String name) {
        return switch (name) {
            case "RESPONSE" -> orElse(name, SpecialProperties::response);
            case "To" -> orElse(name, SpecialProperties::to);
            case "Action" -> orElse(name, SpecialProperties::action);
            case "MessageID" -> orElse(name, SpecialProperties::messageId);
            case "FAULT" -> orElse(name, SpecialProperties::soapFault);
            case "MESSAGE_FORMAT" -> orElse(name, SpecialProperties::messageFormat);
            // The operation of Axis2 that every proxy and main sequence runs as.
            case "OperationName" -> orElse(name, exchange -> "mediate");
            default -> plain(name);
        };
    }

    private static PropertyRead plain(String name) {
        return exchange -> MessageContext.get(exchange, Scope.DEFAULT, name);
    }

    private static PropertyRead orElse(String name, PropertyRead fallback) {
        return exchange -> {
            Object own = MessageContext.get(exchange, Scope.DEFAULT, name);
            return own != null ? own : fallback.read(exchange);
        };
    }

    private static @Nullable Object response(Exchange exchange) {
        return MessageContext.of(exchange).isResponse() ? "true" : null;
    }

    private static @Nullable Object to(Exchange exchange) {
        Object url = MessageContext.get(exchange, Scope.AXIS2, "TransportInURL");
        return url != null ? url : exchange.getMessage().getHeader(Exchange.HTTP_URI);
    }

    private static @Nullable Object action(Exchange exchange) {
        Object header = exchange.getMessage().getHeader("SOAPAction");
        if (header == null) {
            return null;
        }
        String action = header.toString();
        boolean quoted = action.length() > 1 && action.startsWith("\"") && action.endsWith("\"");
        return quoted ? action.substring(1, action.length() - 1) : action;
    }

    /** Made when first asked for, and the message's from then on. */
    private static Object messageId(Exchange exchange) {
        String id = "urn:uuid:" + UUID.randomUUID();
        exchange.setProperty("MessageID", id);
        return id;
    }

    private static @Nullable Object soapFault(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        boolean mayBeSoap =
                switch (MediaTypes.familyOf(payload.contentType())) {
                    case XML, UNKNOWN -> payload.isText() && payload.isSoap();
                    default -> false;
                };
        if (!mayBeSoap) {
            return null;
        }
        XdmNode envelope = payload.envelope().getOutermostElement();
        for (XdmNode body : envelope.children("Body")) {
            if (body.children("Fault").iterator().hasNext()) {
                return "true";
            }
        }
        return null;
    }

    private static Object messageFormat(Exchange exchange) {
        String contentType = Payload.of(exchange).contentType().toLowerCase(Locale.ROOT);
        if (contentType.startsWith("application/soap+xml")) {
            return "soap12";
        }
        if (contentType.startsWith("text/xml")) {
            return "soap11";
        }
        return "GET".equals(MessageContext.get(exchange, Scope.AXIS2, "HTTP_METHOD")) ? "get" : "pox";
    }
}
