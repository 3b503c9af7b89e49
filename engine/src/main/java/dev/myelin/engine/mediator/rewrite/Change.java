package dev.myelin.engine.mediator.rewrite;

import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.BoundedText;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * A change of one part of an address.
 *
 * @param type what is done
 * @param part to which part
 * @param value with what
 * @param pattern what {@link Type#REPLACE} looks for
 */
public record Change(Type type, String part, TextSource value, Pattern pattern) {
    /** What is done. */
    public enum Type {
        /** Becomes the value. */
        SET,
        /** The value is put behind. */
        APPEND,
        /** The value is put in front. */
        PREPEND,
        /** What matches becomes the value. */
        REPLACE,
        /** Goes away. */
        REMOVE;

        /** The type of that name; {@link #SET} for another. */
        public static Type of(String name) {
            for (Type type : values()) {
                if (type.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
                    return type;
                }
            }
            return SET;
        }
    }

    void apply(Exchange exchange, Address address) {
        Address.Fragment fragment = Address.fragment(part);
        String before = address.get(fragment);
        address.set(
                fragment,
                switch (type) {
                    case SET -> value.text(exchange);
                    case APPEND -> before + value.text(exchange);
                    case PREPEND -> value.text(exchange) + before;
                    case REMOVE -> "";
                    case REPLACE ->
                        pattern.matcher(new BoundedText(before))
                                .replaceAll(Matcher.quoteReplacement(value.text(exchange)));
                });
    }
}
