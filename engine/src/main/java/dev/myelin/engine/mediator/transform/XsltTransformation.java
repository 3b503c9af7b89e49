package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.transform.TransformMediator.Change;
import dev.myelin.engine.mediator.transform.TransformMediator.Transformation;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;

/** {@code <xslt/>} and {@code <fastXSLT/>}. */
public final class XsltTransformation implements Transformation {
    private final Keyed<Stylesheet> stylesheet;
    private final Map<String, TextSource> parameters;
    private final Place place;

    /** What is transformed, and where the result goes. */
    public sealed interface Place {
        /**
         * A part of the message; the result takes its place.
         *
         * @param selection the part
         */
        record Part(Selection selection) implements Place {}

        /**
         * A part of the message; the result becomes a property.
         *
         * @param selection the part
         * @param property of scope default
         */
        record Property(Selection selection, String property) implements Place {}

        /** The message as it came. */
        record Whole() implements Place {}
    }

    /** With what yields the stylesheet and its parameters for a message. */
    public XsltTransformation(Keyed<Stylesheet> stylesheet, Map<String, TextSource> parameters, Place place) {
        this.stylesheet = stylesheet;
        this.parameters = Map.copyOf(parameters);
        this.place = place;
    }

    /** It may loop. */
    @Override
    public boolean mayTakeLong(Exchange exchange) {
        return true;
    }

    @Override
    public Change compute(Exchange exchange) {
        Map<String, String> values = new HashMap<>();
        parameters.forEach((name, value) -> values.put(name, value.text(exchange)));
        XdmNode result = stylesheet.get(exchange).apply(source(exchange), values);
        List<XdmNode> elements = Envelopes.elements(result);
        return message -> apply(message, result, elements);
    }

    private XdmNode source(Exchange exchange) {
        if (place instanceof Place.Part part) {
            return part.selection().document(exchange);
        }
        if (place instanceof Place.Property property) {
            return property.selection().document(exchange);
        }
        XdmNode content = Payload.of(exchange).xml();
        return TreeWriter.document(out -> out.copy(content));
    }

    private void apply(Exchange exchange, XdmNode result, List<XdmNode> elements) {
        Optional<String> text = elements.isEmpty() ? Optional.of(result.getStringValue()) : Optional.empty();
        if (place instanceof Place.Property property) {
            Object value = text.isPresent() ? text.get() : elements.get(0);
            exchange.setProperty(property.property(), value);
        } else if (place instanceof Place.Part part) {
            text.ifPresentOrElse(found -> part.selection().replace(exchange, found), () -> part.selection()
                    .replace(exchange, elements));
        } else if (text.isPresent()) {
            exchange.getMessage().setBody(Payload.ofText(text.get(), MessageFormat.TEXT.contentType()));
        } else {
            Selection.whole(exchange, Payload.of(exchange), elements);
        }
    }
}
