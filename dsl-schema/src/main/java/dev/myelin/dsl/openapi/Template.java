package dev.myelin.dsl.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders: {@code {name}} stands for a parameter. */
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s\"',]+)}");

    private final List<Piece> pieces;

    /** A piece of the text. */
    sealed interface Piece {}

    /**
     * Text that stays as it is.
     *
     * @param text of the template
     */
    record Literal(String text) implements Piece {}

    /**
     * A placeholder.
     *
     * @param parameter what stands for it
     */
    record Slot(Parameter parameter) implements Piece {}

    private Template(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** Splits {@code text}; a name in braces that {@code parameters} does not know stays text. */
    static Template of(String text, Function<String, Optional<Parameter>> parameters) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int from = 0;
        while (matcher.find()) {
            Optional<Parameter> parameter = parameters.apply(matcher.group(1));
            if (parameter.isPresent()) {
                literal(text, from, matcher.start(), pieces);
                pieces.add(new Slot(parameter.get()));
                from = matcher.end();
            }
        }
        literal(text, from, text.length(), pieces);
        return new Template(pieces);
    }

    /** The names in braces. */
    static List<String> names(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static void literal(String text, int from, int to, List<Piece> pieces) {
        if (from < to) {
            pieces.add(new Literal(text.substring(from, to)));
        }
    }

    List<Piece> pieces() {
        return pieces;
    }

    boolean isConstant() {
        return pieces.stream().noneMatch(Slot.class::isInstance);
    }

    /** Its text, when it is constant. */
    String constant() {
        return pieces.isEmpty() ? "" : ((Literal) pieces.get(0)).text();
    }

    /** The expression that yields it. */
    String expression() {
        return XPathText.concat(pieces.stream()
                .map(piece -> piece instanceof Slot slot
                        ? slot.parameter().expression()
                        : XPathText.literal(((Literal) piece).text()))
                .toList());
    }

    /** Sets {@code value} of an element as a constant or as an expression. */
    Blueprint into(Blueprint element) {
        return isConstant() ? element.with("value", constant()) : element.with("expression", expression());
    }
}
