package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath with expressions in braces, such as <code>json-eval($.orders[?(@.customer == '{$ctx:customer}')])</code>. What
 * it is for a message is compiled when it first comes up; the last ones are kept.
 */
final class DynamicJsonPath extends CompiledExpression {
    private static final Pattern SLOT = Pattern.compile("\\{(\\$[A-Za-z0-9]+:[^{}\\s]+|get-property\\([^{}()]*\\))}");
    private static final Pattern BARE = Pattern.compile("[\\w.-]+");
    private static final int KEPT = 64;

    private final List<Piece> pieces;
    private final Function<String, JsonPathExpression> compiler;
    private final Cache<String, JsonPathExpression> paths =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /**
     * A piece of the path.
     *
     * @param text before the expression
     * @param value the expression; null in the last piece
     * @param quote what the expression stands between; 0 for nothing
     */
    private record Piece(String text, @Nullable SynapseExpression value, char quote) {}

    private DynamicJsonPath(String source, List<Piece> pieces, Function<String, JsonPathExpression> compiler) {
        super(source);
        this.pieces = List.copyOf(pieces);
        this.compiler = compiler;
    }

    /** Whether there are expressions in a path. */
    static boolean isOne(String path) {
        return SLOT.matcher(path).find();
    }

    /**
     * Compiles the expressions in a path.
     *
     * @param path what stands inside of {@code json-eval()}
     * @param values compiles an expression
     * @param compiler compiles the path of a message
     */
    static DynamicJsonPath compile(
            String source,
            String path,
            Function<String, SynapseExpression> values,
            Function<String, JsonPathExpression> compiler) {
        List<Piece> pieces = new ArrayList<>();
        Matcher slot = SLOT.matcher(path);
        int from = 0;
        while (slot.find()) {
            pieces.add(new Piece(
                    path.substring(from, slot.start()), values.apply(slot.group(1)), openQuote(path, slot.start())));
            from = slot.end();
        }
        pieces.add(new Piece(path.substring(from), null, (char) 0));
        return new DynamicJsonPath(source, pieces, compiler);
    }

    private static char openQuote(String path, int at) {
        char open = 0;
        for (int i = 0; i < at; i++) {
            char c = path.charAt(i);
            if (open == 0 && (c == '\'' || c == '"')) {
                open = c;
            } else if (c == open) {
                open = 0;
            }
        }
        return open;
    }

    @Override
    public boolean isJson() {
        return true;
    }

    @Override
    public String text(Exchange exchange) {
        return path(exchange).text(exchange);
    }

    @Override
    public boolean matches(Exchange exchange) {
        return path(exchange).matches(exchange);
    }

    @Override
    @Nullable
    JsonNode json(Exchange exchange) {
        return path(exchange).json(exchange);
    }

    private JsonPathExpression path(Exchange exchange) {
        StringBuilder path = new StringBuilder();
        for (Piece piece : pieces) {
            path.append(piece.text());
            if (piece.value() != null) {
                append(piece.value().text(exchange), piece.quote(), path);
            }
        }
        try {
            return paths.get(path.toString(), compiler);
        } catch (ExpressionSyntaxException wrong) {
            throw Fault.of(ErrorCode.MEDIATION, source() + ": " + wrong.getMessage());
        }
    }

    /** A value never ends the text that it stands in, and is a text where nothing else can stand. */
    private void append(String value, char quote, StringBuilder path) {
        boolean whole = pieces.size() == 2
                && pieces.get(0).text().isBlank()
                && pieces.get(1).text().isBlank();
        if (quote != 0) {
            path.append(escaped(value, quote));
        } else if (whole || BARE.matcher(value).matches()) {
            path.append(value);
        } else {
            path.append('\'').append(escaped(value, '\'')).append('\'');
        }
    }

    private static String escaped(String value, char quote) {
        return value.replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote);
    }
}
