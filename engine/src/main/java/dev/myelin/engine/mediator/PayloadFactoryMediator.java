package dev.myelin.engine.mediator;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.JsonNumbers;
import dev.myelin.engine.message.JsonOutput;
import dev.myelin.engine.message.MadeText;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.List;
import java.util.Optional;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;

/** {@code <payloadFactory>}: fills a template and puts it in the payload's place. */
public final class PayloadFactoryMediator implements Processor {
    private final Media media;
    private final PayloadTemplate template;
    private final List<Argument> arguments;
    private final boolean escapeXml;

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

    /**
     * One argument.
     *
     * @param text its value as text
     * @param value its value as it is, where XML structure may be one; the same object as {@code text} for constants
     * @param literal whether it is put in without escaping
     */
    public record Argument(TextSource text, Expression value, boolean literal) {}

    /**
     * For a template.
     *
     * @param escapeXml whether {@code & < >} in arguments are escaped in JSON and text too
     */
    public PayloadFactoryMediator(Media media, PayloadTemplate template, List<Argument> arguments, boolean escapeXml) {
        this.media = media;
        this.template = template;
        this.arguments = List.copyOf(arguments);
        this.escapeXml = escapeXml;
    }

    @Override
    public void process(Exchange exchange) {
        String text = fill(exchange);
        if (media == Media.XML) {
            Optional<MessageFormat> soap = soap(exchange);
            if (soap.isPresent()) {
                intoEnvelope(text, soap.get(), exchange);
                return;
            }
        }
        String type = media.contentType();
        exchange.getMessage().setBody(Payload.ofText(text, type));
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

    /** The template with its arguments. */
    String fill(Exchange exchange) {
        StringBuilder out = new StringBuilder(256);
        for (PayloadTemplate.Part part : template.parts()) {
            if (part instanceof PayloadTemplate.Literal literal) {
                out.append(literal.text());
            } else if (part instanceof PayloadTemplate.Slot slot) {
                insert(arguments.get(slot.argument()), slot.quoted(), exchange, out);
                MadeText.checked(out, MadeText.PAYLOAD, "payloadFactory");
            }
        }
        return out.toString();
    }

    private void insert(Argument argument, boolean quoted, Exchange exchange, StringBuilder out) {
        if (media == Media.XML) {
            xml(argument, exchange, out);
            return;
        }
        String text = argument.text().text(exchange);
        String wanted = escapeXml && !argument.literal() ? escapeXml(text) : text;
        if (media == Media.TEXT || argument.literal()) {
            out.append(wanted);
        } else if (quoted) {
            JsonOutput.escape(wanted, out);
        } else if (isJsonValue(wanted)) {
            out.append(wanted);
        } else {
            out.append('"');
            JsonOutput.escape(wanted, out);
            out.append('"');
        }
    }

    private static void xml(Argument argument, Exchange exchange, StringBuilder out) {
        if (argument.literal()) {
            out.append(argument.text().text(exchange));
            return;
        }
        String text = argument.text().text(exchange);
        boolean structure = text.startsWith("<")
                && argument.value() instanceof SynapseExpression expression
                && hasElement(expression.nodes(exchange));
        out.append(structure ? text : escapeXml(text));
    }

    private static boolean hasElement(XdmValue value) {
        for (XdmItem item : value) {
            if (item instanceof XdmNode node
                    && (node.getNodeKind() == XdmNodeKind.ELEMENT || node.getNodeKind() == XdmNodeKind.DOCUMENT)) {
                return true;
            }
        }
        return false;
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
