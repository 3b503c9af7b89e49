package dev.myelin.engine.mediator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.message.BoundedText;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MadeText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/** The value of a {@code property} whose text is known at run time only: cut out by a pattern, converted to a type. */
public final class PropertyValue implements Expression {
    private final String name;
    private final SynapseExpression source;
    private final ValueType type;
    private final Optional<Part> part;

    /**
     * A part of a text.
     *
     * @param pattern must match the whole text, else the text stays as it is
     * @param group of the match; a group that the pattern does not have leaves the text as it is
     */
    public record Part(Pattern pattern, int group) {
        /** The part of {@code text}. */
        public String of(String text) {
            Matcher matcher = pattern.matcher(new BoundedText(text));
            if (!matcher.matches() || group > matcher.groupCount()) {
                return text;
            }
            String found = matcher.group(group);
            return found == null ? "" : found;
        }
    }

    /** For the property {@code name}. */
    public PropertyValue(String name, SynapseExpression source, ValueType type, Optional<Part> part) {
        this.name = name;
        this.source = source;
        this.type = type;
        this.part = part;
    }

    /** The value for a message. Throws {@link Fault} when the text is not of the type. */
    public Object value(Exchange exchange) {
        if (part.isEmpty() && type == ValueType.JSON && source.isJson()) {
            return json(exchange);
        }
        String text = MadeText.checked(source.text(exchange), MadeText.PROPERTY, "property " + name);
        String wanted = part.isPresent() ? part.get().of(text) : text;
        if (type == ValueType.STRING) {
            return wanted;
        }
        try {
            return type.convert(wanted);
        } catch (IllegalArgumentException e) {
            throw Fault.of(ErrorCode.MEDIATION, "property " + name + ": " + e.getMessage());
        }
    }

    /** As it is, without text in between. */
    private Object json(Exchange exchange) {
        @Nullable JsonNode found = source.evaluate(exchange, JsonNode.class);
        return found == null ? NullNode.getInstance() : found;
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> wanted) {
        Object value = value(exchange);
        return wanted.isInstance(value)
                ? wanted.cast(value)
                : exchange.getContext().getTypeConverter().convertTo(wanted, exchange, value);
    }

    @Override
    public void init(CamelContext context) {
        // Nothing to prepare.
    }
}
