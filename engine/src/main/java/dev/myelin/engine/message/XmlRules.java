package dev.myelin.engine.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How XML becomes JSON; what MI calls {@code synapse.commons.json.output...}.
 *
 * @param primitives whether what looks like a number, true, false or null is one
 * @param texts what stays a text nevertheless: a pattern for the whole of it
 * @param nulls whether an empty element is null, else an empty text
 */
public record XmlRules(boolean primitives, Optional<Pattern> texts, boolean nulls) {
    /** As MI has them by default. */
    public static final XmlRules DEFAULT = new XmlRules(true, Optional.empty(), true);

    /** Whether what a text looks like counts. */
    boolean isRead(String text) {
        return primitives
                && texts.map(pattern -> !pattern.matcher(new BoundedText(text)).matches())
                        .orElse(true);
    }
}
