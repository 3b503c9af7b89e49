package dev.myelin.engine.mediator;

import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.List;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <payloadFactory>}: fills a template and puts it in the payload's place. */
public final class PayloadFactoryMediator implements Processor {
    private final Media media;
    private final Filled filled;

    /** What the template is. */
    public enum Media {
        /** JSON; arguments are escaped inside strings, put in as JSON values elsewhere. */
        JSON("application/json"),
        /** XML; elements are put in as they are, text is escaped. */
        XML("application/xml"),
        /** Plain text. */
        TEXT("text/plain");

        private final String contentType;

        Media(String contentType) {
            this.contentType = contentType;
        }

        /** The content type of the payload that comes out. */
        public String contentType() {
            return contentType;
        }
    }

    /** What fills a template. */
    @FunctionalInterface
    public interface Filled {
        /** The text for a message. */
        String text(Exchange exchange);
    }

    /** Puts what {@code filled} gives in the payload's place. */
    public PayloadFactoryMediator(Media media, Filled filled) {
        this.media = media;
        this.filled = filled;
    }

    @Override
    public void process(Exchange exchange) {
        put(filled.text(exchange), media, exchange);
    }

    /** Puts a text in the payload's place. */
    public static void put(String text, Media media, Exchange exchange) {
        if (media == Media.XML) {
            Optional<MessageFormat> soap = soap(exchange);
            if (soap.isPresent()) {
                intoEnvelope(text, soap.get(), exchange);
                return;
            }
        }
        String type = media.contentType();
        Payload made = Payload.ofText(text, type);
        if (media == Media.XML && made.mentions("Envelope") && made.isSoap()) {
            // As in MI: what follows sees an envelope; its content leaves, unless messageType or an endpoint asks for
            // SOAP.
            made = made.as(Envelopes.version(made.envelope()).contentType());
        }
        exchange.getMessage().setBody(made);
        MessageContext.set(exchange, Scope.AXIS2, "messageType", type);
        MessageContext.set(exchange, Scope.AXIS2, "ContentType", type);
        MessageContext.set(exchange, Scope.TRANSPORT, "Content-Type", type);
    }

    /** Which SOAP the message is: it came as such, or {@code messageType} says so. A SOAP message stays one, as in MI. */
    private static Optional<MessageFormat> soap(Exchange exchange) {
        Object set = MessageContext.of(exchange).axis2().get("messageType");
        if (set != null) {
            MessageFormat format = MessageFormat.ofContentType(set.toString());
            if (format.isSoap()) {
                return Optional.of(format);
            }
        }
        Payload payload = Payload.of(exchange);
        MessageFormat format = MessageFormat.ofContentType(payload.contentType());
        return Optional.of(format).filter(found -> found.isSoap() && payload.mentions("Envelope") && payload.isSoap());
    }

    private static void intoEnvelope(String text, MessageFormat format, Exchange exchange) {
        Payload made = Payload.ofText(text, format.contentType());
        Payload before = Payload.of(exchange);
        if (!made.isSoap()) {
            List<XdmNode> content = List.of(made.xml());
            boolean keeps = MessageFormat.ofContentType(before.contentType()).isSoap() && before.isSoap();
            made = keeps
                    ? Envelopes.withBody(before, content, before.contentType())
                    : Payload.ofEnvelope(Envelopes.of(format, List.of(), content), true, format.contentType());
        }
        exchange.getMessage().setBody(made);
        MessageContext.set(exchange, Scope.AXIS2, "messageType", format.contentType());
    }
}
