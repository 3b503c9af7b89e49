package dev.myelin.engine.mediator.transform;

import com.networknt.schema.regex.RegularExpression;
import dev.myelin.engine.message.BoundedText;
import java.util.regex.Pattern;

/** A pattern of a schema; found anywhere in a text, as JSON Schema has it. */
record BoundedPattern(Pattern pattern) implements RegularExpression {
    static RegularExpression of(String regex) {
        return new BoundedPattern(Pattern.compile(regex));
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(new BoundedText(value)).find();
    }
}
