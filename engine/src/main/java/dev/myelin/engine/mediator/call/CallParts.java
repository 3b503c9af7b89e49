package dev.myelin.engine.mediator.call;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.call.CallMediator.Source;
import dev.myelin.engine.mediator.call.CallMediator.Target;
import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.mediator.enrich.EnrichMediator;
import dev.myelin.engine.mediator.enrich.Targets;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.TreeEdit;
import dev.myelin.engine.message.TreeWriter;
import java.util.List;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;

/** The sources and targets of calls. */
public final class CallParts {
    private static final EnrichMediator.Target BODY = Targets.body(TreeEdit.Action.REPLACE);

    private CallParts() {}

    /** Sends what {@code source} yields. */
    public static Source content(EnrichMediator.Source source, Optional<String> contentType) {
        return exchange -> put(source.of(exchange), contentType, exchange);
    }

    /** Sends the message with another content type. */
    public static Source as(String contentType) {
        return exchange -> type(contentType, exchange);
    }

    private static void put(Content content, Optional<String> contentType, Exchange exchange) {
        if (content instanceof Content.Text || contentType.isPresent()) {
            exchange.getMessage().setBody(made(content, contentType.orElse(MessageFormat.TEXT.contentType())));
        } else {
            BODY.take(exchange, content);
        }
        type(Payload.of(exchange).contentType(), exchange);
    }

    private static Payload made(Content content, String type) {
        if (content instanceof Content.Text text) {
            return Payload.ofText(text.value(), type);
        }
        return switch (MediaTypes.familyOf(type)) {
            case XML ->
                Payload.ofEnvelope(Envelopes.of(MessageFormat.SOAP11, List.of(), content.asNodes()), false, type);
            case JSON -> Payload.ofJson(content.asJson(), type);
            default -> Payload.ofText(content.asText(), type);
        };
    }

    private static void type(String contentType, Exchange exchange) {
        MessageContext.set(exchange, Scope.AXIS2, "messageType", contentType);
        MessageContext.set(exchange, Scope.AXIS2, "ContentType", contentType);
    }

    /** What an expression of any kind yields. */
    public static EnrichMediator.Source value(SynapseExpression expression) {
        return exchange -> {
            Object value = expression.evaluate(exchange, Object.class);
            return value == null ? new Content.Text("") : Content.ofProperty(value);
        };
    }

    /** What a variable holds; one that is not there is a fault. */
    public static EnrichMediator.Source variable(String name) {
        return exchange -> {
            Object value = exchange.getVariable(name);
            if (value == null) {
                throw Fault.of(ErrorCode.MEDIATION, "call: variable " + name + " (expected: one that is set)");
            }
            return Content.ofProperty(value);
        };
    }

    /** Into a property. */
    public static Target property(Scope scope, String name) {
        return (exchange, reply) -> {
            Content content = reply.content();
            Object value = scope == Scope.TRANSPORT ? content.asText() : content.asProperty();
            MessageContext.set(exchange, scope, name, value);
        };
    }

    /** Into a variable. */
    public static Target variable(String name, boolean whole) {
        return (exchange, reply) -> exchange.setVariable(
                name, whole ? reply.asVariable() : reply.content().asProperty());
    }

    /** Into a part of the message. */
    public static Target part(EnrichMediator.Target target) {
        return (exchange, reply) -> target.take(exchange, reply.content());
    }

    /** The element of a SOAP service's answer, into a part of the message. */
    public static Target element(EnrichMediator.Target target) {
        return (exchange, reply) -> target.take(exchange, reply.element());
    }

    /** Sends an element, or the envelope, as SOAP of the version that the message has. */
    public static Source soap(Optional<EnrichMediator.Source> element, Optional<String> action) {
        return exchange -> {
            Payload payload = Payload.of(exchange);
            XdmNode envelope = payload.envelope();
            MessageFormat version = payload.isSoap() ? Envelopes.version(envelope) : MessageFormat.SOAP11;
            XdmNode sent = element.map(source -> around(source.of(exchange), version))
                    .orElseGet(() -> TreeWriter.document(out -> out.copy(envelope.getOutermostElement())));
            String type = contentType(version, action);
            exchange.getMessage().setBody(Payload.ofEnvelope(sent, true, type));
            type(type, exchange);
            MessageContext.remove(exchange, Scope.AXIS2, "REST_URL_POSTFIX");
            MessageContext.set(exchange, Scope.AXIS2, "HTTP_METHOD", "POST");
            action.filter(any -> version == MessageFormat.SOAP11)
                    .ifPresent(text -> exchange.getMessage().setHeader("SOAPAction", '"' + text + '"'));
        };
    }

    private static XdmNode around(Content content, MessageFormat version) {
        return Envelopes.of(version, List.of(), content.asNodes());
    }

    private static String contentType(MessageFormat version, Optional<String> action) {
        boolean inside = version == MessageFormat.SOAP12 && action.isPresent();
        return version.contentType() + (inside ? "; action=\"" + action.get() + "\"" : "");
    }
}
