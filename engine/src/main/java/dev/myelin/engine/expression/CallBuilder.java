package dev.myelin.engine.expression;

import dev.myelin.dsl.DidYouMean;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.ArgumentsContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.CallContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.MethodContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.ValueContext;
import dev.myelin.engine.expression.tree.Call;
import dev.myelin.engine.expression.tree.DateFormat;
import dev.myelin.engine.expression.tree.Functions;
import dev.myelin.engine.expression.tree.Node;
import dev.myelin.engine.expression.tree.Split;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls of functions. */
final class CallBuilder {
    private static final List<String> OWN =
            List.of("exists", "not", "split", "formatDateTime", "xpath", "registry", "secret");

    private final SourceText source;
    private final Names names;
    private final TreeBuilder values;

    CallBuilder(SourceText source, Names names, TreeBuilder values) {
        this.source = source;
        this.names = names;
        this.values = values;
    }

    Node call(CallContext call) {
        String name = call.callee().getText();
        List<Node> arguments = arguments(call.arguments());
        return switch (name) {
            case "exists" -> new Node.Exists(existing(call, arguments));
            case "not" -> {
                count(call, arguments, 1, 1);
                yield new Node.Not(arguments.get(0));
            }
            case "split" -> split(call, arguments);
            case "formatDateTime" -> date(call, arguments);
            case "xpath" -> xpath(call, arguments);
            case "registry" -> registry(call, arguments);
            case "secret", "wso2-vault", "vault-lookup" -> secret(call, arguments);
            case "hashicorp-vault", "hashicorp-secret" ->
                throw source.error(
                        call,
                        name + ": not supported (expected: secret('ALIAS'))",
                        "Give the engine the secret as an environment variable or a file, and read it with"
                                + " secret('ALIAS')");
            default -> named(call, name, arguments);
        };
    }

    private Node named(CallContext call, String name, List<Node> arguments) {
        Functions.Definition found = Functions.find(name).orElseThrow(() -> unknown(call, name));
        count(call, arguments, found.fewest(), found.most());
        return new Call(name, found.function(), arguments);
    }

    private ExpressionSyntaxException unknown(CallContext call, String name) {
        List<String> known = new ArrayList<>(Functions.names());
        known.addAll(OWN);
        String similar = DidYouMean.closest(name, known)
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
        return source.error(
                call, "unknown function " + name + "()" + similar, "The functions are: " + String.join(", ", known));
    }

    private void count(CallContext call, List<Node> arguments, int fewest, int most) {
        if (arguments.size() < fewest || arguments.size() > most) {
            String expected = fewest == most ? String.valueOf(fewest) : fewest + " to " + most;
            throw source.error(
                    call,
                    call.callee().getText() + "(): " + arguments.size() + " arguments (expected: " + expected + ")",
                    "");
        }
    }

    private List<Node> arguments(@Nullable ArgumentsContext context) {
        return context == null
                ? List.of()
                : context.value().stream().map(values::visit).toList();
    }

    /** MI's documentation writes the operand in quotes as well: {@code exists('vars.x')}. */
    private Node existing(CallContext call, List<Node> arguments) {
        count(call, arguments, 1, 1);
        String text = text(arguments.get(0));
        if (text == null || !text.matches("(\\$|payload|vars|headers|properties|props|params|configs)[.\\[].*")) {
            return arguments.get(0);
        }
        return TreeParser.parse(text, source, names);
    }

    private Node split(CallContext call, List<Node> arguments) {
        count(call, arguments, 2, 2);
        String pattern = text(arguments.get(1));
        Call.Function function = pattern == null
                ? Split::byText
                : new Split(values.pattern(pattern, 0, argument(call, 1).getStart()));
        return new Call("split", function, arguments);
    }

    private Node date(CallContext call, List<Node> arguments) {
        count(call, arguments, 2, 3);
        int last = arguments.size() - 1;
        Optional<DateTimeFormatter> from = last == 1 ? Optional.empty() : formatter(call, arguments, 1);
        return new Call("formatDateTime", new DateFormat(from, formatter(call, arguments, last)), arguments);
    }

    private Optional<DateTimeFormatter> formatter(CallContext call, List<Node> arguments, int index) {
        String text = text(arguments.get(index));
        try {
            return Optional.ofNullable(text).map(DateTimeFormatter::ofPattern);
        } catch (IllegalArgumentException wrong) {
            throw source.error(
                    argument(call, index),
                    "'" + text + "' (expected: a date pattern; " + wrong.getMessage() + ")",
                    "y is a year, M a month, d a day, H an hour, m a minute, s a second; letters stand in quotes");
        }
    }

    private Node xpath(CallContext call, List<Node> arguments) {
        count(call, arguments, 1, 2);
        String path = literal(call, arguments, 0);
        try {
            return new Node.Read(
                    arguments.size() == 1 ? names.xpath(path) : names.xpathIn(literal(call, arguments, 1), path));
        } catch (ExpressionSyntaxException wrong) {
            throw source.error(argument(call, 0), String.valueOf(wrong.getMessage()), wrong.hint());
        }
    }

    private Node registry(CallContext call, List<Node> arguments) {
        count(call, arguments, 1, 1);
        String key = text(arguments.get(0));
        return key == null ? names.registry(arguments.get(0), "") : names.registry(key);
    }

    boolean isProperty(CallContext call, MethodContext method) {
        return "registry".equals(call.callee().getText())
                && "property".equals(method.name().getText());
    }

    /** {@code registry('key').property('name')}. */
    Node registryProperty(CallContext call, MethodContext method) {
        List<Node> name = arguments(method.arguments());
        String text = name.size() == 1 ? text(name.get(0)) : null;
        if (text == null) {
            throw source.error(method, "property() (expected: one name in quotes)", "");
        }
        return names.registry(arguments(call.arguments()).get(0), text);
    }

    private Node secret(CallContext call, List<Node> arguments) {
        count(call, arguments, 1, 1);
        return names.secret(literal(call, arguments, 0));
    }

    /** An argument that is compiled, so it must be known now. */
    private String literal(CallContext call, List<Node> arguments, int index) {
        String text = text(arguments.get(index));
        if (text == null) {
            throw source.error(
                    argument(call, index),
                    call.callee().getText() + "(): '" + argument(call, index).getText()
                            + "' (expected: a text in quotes)",
                    "It is compiled when the configuration is deployed");
        }
        return text;
    }

    private static ValueContext argument(CallContext call, int index) {
        return call.arguments().value(index);
    }

    private static @Nullable String text(Node node) {
        return node instanceof Node.Constant constant && constant.literal() instanceof String text ? text : null;
    }
}
