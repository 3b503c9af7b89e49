package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.myelin.engine.message.BoundedText;
import java.util.regex.Pattern;

/** {@code split(text, 'pattern')}; the pattern is compiled once. */
public final class Split implements Call.Function {
    private final Pattern pattern;

    /** For one pattern. */
    public Split(Pattern pattern) {
        this.pattern = pattern;
    }

    /** For texts that are known only with the message: a text, not a pattern. */
    public static Object byText(Arguments arguments) {
        return new Split(Pattern.compile(arguments.text(1), Pattern.LITERAL)).apply(arguments);
    }

    @Override
    public Object apply(Arguments arguments) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : pattern.split(new BoundedText(arguments.text(0)))) {
            parts.add(part);
        }
        return parts;
    }
}
