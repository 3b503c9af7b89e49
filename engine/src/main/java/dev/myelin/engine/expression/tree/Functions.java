package dev.myelin.engine.expression.tree;

import dev.myelin.engine.expression.tree.Call.Function;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The functions of the language that need nothing but their arguments. */
public final class Functions {
    private static final Map<String, Definition> ALL = Map.ofEntries(
            Map.entry("length", new Definition(1, 1, TextFunctions::length)),
            Map.entry("toUpper", new Definition(1, 1, TextFunctions::toUpper)),
            Map.entry("toLower", new Definition(1, 1, TextFunctions::toLower)),
            Map.entry(
                    "trim", new Definition(1, 1, arguments -> arguments.text(0).trim())),
            Map.entry("subString", new Definition(2, 3, TextFunctions::subString)),
            Map.entry("startsWith", new Definition(2, 2, a -> a.text(0).startsWith(a.text(1)))),
            Map.entry("endsWith", new Definition(2, 2, a -> a.text(0).endsWith(a.text(1)))),
            Map.entry("contains", new Definition(2, 2, a -> a.text(0).contains(a.text(1)))),
            Map.entry("replace", new Definition(3, 3, a -> a.text(0).replace(a.text(1), a.text(2)))),
            Map.entry("indexOf", new Definition(2, 3, TextFunctions::indexOf)),
            Map.entry("charAt", new Definition(2, 2, TextFunctions::charAt)),
            Map.entry("abs", new Definition(1, 1, NumberFunctions::abs)),
            Map.entry(
                    "floor", new Definition(1, 1, a -> NumberFunctions.rounded(a, Math.floor(NumberFunctions.of(a))))),
            Map.entry("ceil", new Definition(1, 1, a -> NumberFunctions.rounded(a, Math.ceil(NumberFunctions.of(a))))),
            Map.entry("round", new Definition(1, 2, NumberFunctions::round)),
            Map.entry("sqrt", new Definition(1, 1, a -> Math.sqrt(NumberFunctions.of(a)))),
            Map.entry("log", new Definition(1, 2, NumberFunctions::log)),
            Map.entry(
                    "pow",
                    new Definition(
                            2,
                            2,
                            a -> Math.pow(NumberFunctions.of(a), a.number(1).doubleValue()))),
            Map.entry("integer", new Definition(1, 1, NumberFunctions::integer)),
            Map.entry("float", new Definition(1, 1, NumberFunctions::decimal)),
            Map.entry("string", new Definition(1, 1, a -> Values.text(a.value(0)))),
            Map.entry("boolean", new Definition(1, 1, a -> "true".equalsIgnoreCase(Values.text(a.value(0))))),
            Map.entry("object", new Definition(1, 1, TextFunctions::object)),
            Map.entry("array", new Definition(1, 1, TextFunctions::array)),
            Map.entry("isNumber", question(a -> Values.numberOrNull(a.value(0)) != null)),
            Map.entry("isString", question(a -> Values.isText(a.value(0)))),
            Map.entry("isArray", question(a -> Values.array(a.value(0)) != null)),
            Map.entry("isObject", question(a -> Values.object(a.value(0)) != null)),
            Map.entry("base64encode", new Definition(1, 2, Encodings::base64)),
            Map.entry("base64decode", new Definition(1, 2, Encodings::fromBase64)),
            Map.entry("urlEncode", new Definition(1, 2, Encodings::url)),
            Map.entry("urlDecode", new Definition(1, 2, Encodings::fromUrl)),
            Map.entry("now", new Definition(0, 0, arguments -> System.currentTimeMillis())));

    private Functions() {}

    private static Definition question(Function answer) {
        return new Definition(1, 1, new Call.Question(answer));
    }

    /**
     * A function.
     *
     * @param fewest arguments that it takes
     * @param most arguments that it takes
     * @param function what it does
     */
    public record Definition(int fewest, int most, Function function) {}

    /** The function of that name. */
    public static Optional<Definition> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Their names. */
    public static Set<String> names() {
        return new TreeSet<>(ALL.keySet());
    }

    /** The charset that an argument names, UTF-8 where there is none. */
    static Charset charset(Arguments arguments) {
        if (arguments.count() < 2) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(arguments.text(1));
        } catch (IllegalArgumentException unknown) {
            throw arguments.wrong(1, "a charset, such as UTF-8");
        }
    }
}
