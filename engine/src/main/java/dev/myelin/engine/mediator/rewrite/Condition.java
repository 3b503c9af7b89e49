package dev.myelin.engine.mediator.rewrite;

import dev.myelin.engine.message.BoundedText;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** When a rule applies. */
@FunctionalInterface
public interface Condition {
    /** Whether it holds for a message whose address is {@code address}. */
    boolean holds(Exchange exchange, String address);

    /** All hold. */
    static Condition and(List<Condition> all) {
        return (exchange, address) -> all.stream().allMatch(each -> each.holds(exchange, address));
    }

    /** One holds. */
    static Condition or(List<Condition> all) {
        return (exchange, address) -> all.stream().anyMatch(each -> each.holds(exchange, address));
    }

    /** It does not hold. */
    static Condition not(Condition one) {
        return (exchange, address) -> !one.holds(exchange, address);
    }

    /** A text equals a value. */
    static Condition equal(Operand operand, String value) {
        return (exchange, address) -> operand.text(exchange, address).equals(value);
    }

    /** A text matches a pattern as a whole. */
    static Condition match(Operand operand, Pattern pattern) {
        return (exchange, address) -> pattern.matcher(new BoundedText(operand.text(exchange, address)))
                .matches();
    }

    /** There is a text. */
    static Condition exist(Operand operand) {
        return (exchange, address) -> !operand.text(exchange, address).isEmpty();
    }

    /** What a condition looks at. */
    @FunctionalInterface
    interface Operand {
        /** The text; empty when there is none. */
        String text(Exchange exchange, String address);
    }

    /** A part of the address. */
    static Operand url(String part) {
        Address.Fragment fragment = Address.fragment(part);
        return (exchange, address) -> new Address(address).get(fragment);
    }
}
