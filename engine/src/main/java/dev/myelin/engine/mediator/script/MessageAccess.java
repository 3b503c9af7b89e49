package dev.myelin.engine.mediator.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.List;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What {@code mc} does to a message, whatever the language of the script. */
final class MessageAccess {
    private MessageAccess() {}

    /** The scope of this name; a fault for one that scripts do not reach. */
    static Scope scope(String name) {
        Scope found = Scope.of(name)
                .orElseThrow(() ->
                        Fault.of(ErrorCode.MEDIATION, "scope: " + name + " (expected: default, axis2, transport ...)"));
        if (found == Scope.SYSTEM || found == Scope.REGISTRY) {
            throw Fault.of(ErrorCode.MEDIATION, "scope: " + name + " (expected: one of the message)");
        }
        return found;
    }

    /** Sets a property, or removes it with null. */
    static void setProperty(Exchange exchange, Scope scope, String name, @Nullable Object value) {
        if (scope == Scope.DEFAULT && name.equals("RESPONSE")) {
            MessageContext.of(exchange).setResponse(MessageContext.isTrue(value));
        }
        if (value == null) {
            MessageContext.remove(exchange, scope, name);
        } else {
            MessageContext.set(exchange, scope, name, value);
        }
    }

    /** Makes {@code xml} the content of the body of a SOAP message, or else the whole payload. */
    static void setXml(Exchange exchange, String xml) {
        Payload payload = Payload.of(exchange);
        XdmNode content =
                Payload.ofText(xml.strip(), MessageFormat.POX.contentType()).xml();
        boolean soap = MessageFormat.ofContentType(payload.contentType()).isSoap() && payload.isSoap();
        exchange.getMessage()
                .setBody(
                        soap
                                ? Envelopes.withBody(payload, List.of(content), payload.contentType())
                                : Payload.ofEnvelope(
                                        Envelopes.of(MessageFormat.SOAP11, List.of(), List.of(content)),
                                        false,
                                        MessageFormat.POX.contentType()));
    }

    /** Adds {@code xml}, an element, to the headers of the envelope. */
    static void addHeader(Exchange exchange, boolean mustUnderstand, String xml) {
        XdmNode element =
                Payload.ofText(xml.strip(), MessageFormat.POX.contentType()).xml();
        exchange.getMessage().setBody(Envelopes.withHeader(Payload.of(exchange), element, mustUnderstand));
    }

    /** The JSON that {@code text} is; a fault when it is none. */
    static JsonNode json(String text) {
        return Payload.ofText(text.isBlank() ? "null" : text, MessageFormat.JSON.contentType())
                .json();
    }

    /** Makes {@code json} the payload. */
    static void setJson(Exchange exchange, JsonNode json) {
        exchange.getMessage().setBody(Payload.ofJson(json, MessageFormat.JSON.contentType()));
        MessageContext.set(exchange, Scope.AXIS2, "messageType", MessageFormat.JSON.contentType());
        MessageContext.set(exchange, Scope.AXIS2, "ContentType", MessageFormat.JSON.contentType());
    }

    /** Makes {@code text} the payload. */
    static void setText(Exchange exchange, String text) {
        exchange.getMessage().setBody(Payload.ofText(text, "text/plain"));
    }
}
