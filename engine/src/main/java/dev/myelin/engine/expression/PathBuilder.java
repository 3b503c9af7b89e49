package dev.myelin.engine.expression;

import dev.myelin.engine.expression.grammar.SynapseGrammarParser.AccessContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.AllContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.CallContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.DescendFieldContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.DescendSelectorContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.DescendWildcardContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.FieldContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.FilterContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.ItemRootContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.MethodContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.NamedRootContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.PlacesContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.QuotedFieldContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.RootContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.SelectContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.SelectorContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.SliceContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.StepContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.ValueContext;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.WildcardContext;
import dev.myelin.engine.expression.tree.Access;
import dev.myelin.engine.expression.tree.Node;
import dev.myelin.engine.expression.tree.PathFunction;
import dev.myelin.engine.expression.tree.Step;
import dev.myelin.engine.expression.tree.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names and the paths behind them. */
final class PathBuilder {
    private static final String ROOTS =
            "payload, vars, headers, properties, params, configs or a function, such as length(...)";

    private final SourceText source;
    private final Names names;
    private final TreeBuilder values;
    private final CallBuilder calls;

    PathBuilder(SourceText source, Names names, TreeBuilder values) {
        this.source = source;
        this.names = names;
        this.values = values;
        this.calls = new CallBuilder(source, names, values);
    }

    Node access(AccessContext context) {
        RootContext root = context.root();
        List<StepContext> steps = context.step();
        if (root instanceof NamedRootContext named) {
            return named(named, steps);
        }
        if (root instanceof CallContext call) {
            return call(call, steps);
        }
        return path(root instanceof ItemRootContext ? new Node.Item() : new Node.Read(names.payload()), steps);
    }

    private Node call(CallContext call, List<StepContext> steps) {
        Node root = calls.call(call);
        if (!steps.isEmpty() && steps.get(0) instanceof MethodContext method && calls.isProperty(call, method)) {
            return path(calls.registryProperty(call, method), steps.subList(1, steps.size()));
        }
        // What stands in the registry is read once.
        boolean text =
                !steps.isEmpty() && root instanceof Node.Constant constant && constant.literal() instanceof String;
        return path(
                text ? new Node.Constant(Values.parsed(Values.text(((Node.Constant) root).literal()))) : root, steps);
    }

    private Node named(NamedRootContext root, List<StepContext> steps) {
        String word = root.getText();
        return switch (word) {
            case "payload" -> path(new Node.Read(names.payload()), steps);
            case "vars", "var" -> {
                String name = name(root, steps, 0, "vars.x");
                yield path(new Node.Read(names.variable(name)), steps.subList(1, steps.size()));
            }
            case "headers" -> new Node.Read(names.header(dotted(root, steps, 0, "headers.Host")));
            case "configs", "config" -> new Node.Read(names.config(dotted(root, steps, 0, "configs.x")));
            case "properties", "props" -> property(root, steps);
            case "params" -> parameter(root, steps);
            default -> throw unknown(root);
        };
    }

    private ExpressionSyntaxException unknown(NamedRootContext root) {
        String word = root.getText();
        return source.error(
                root,
                "unknown name '" + word + "' (expected: " + ROOTS + ")",
                "A text stands in quotes: '" + word + "'; names with characters such as - stand in brackets: "
                        + "headers[\"Content-Type\"]");
    }

    private Node property(RootContext root, List<StepContext> steps) {
        String scope = name(root, steps, 0, "properties.synapse.x");
        return switch (scope) {
            case "synapse", "default" -> new Node.Read(names.property(dotted(root, steps, 1, "properties.synapse.x")));
            case "axis2" -> new Node.Read(names.axis2Property(dotted(root, steps, 1, "properties.axis2.x")));
            default -> new Node.Read(names.property(dotted(root, steps, 0, "properties.synapse.x")));
        };
    }

    private Node parameter(RootContext root, List<StepContext> steps) {
        String kind = name(root, steps, 0, "params.queryParams.x");
        String name = dotted(root, steps, 1, "params." + kind + ".x");
        return new Node.Read(
                switch (kind) {
                    case "queryParams" -> names.queryParameter(name);
                    case "pathParams", "uriParams" -> names.pathParameter(name);
                    case "functionParams" -> names.templateParameter(name);
                    default ->
                        throw source.error(
                                root, "params." + kind + " (expected: queryParams, pathParams or functionParams)", "");
                });
    }

    /** A name that may have dots in it: all that follows. */
    private String dotted(RootContext root, List<StepContext> steps, int from, String example) {
        StringBuilder name = new StringBuilder(name(root, steps, from, example));
        for (StepContext step : steps.subList(from + 1, steps.size())) {
            String next = plainName(step);
            if (next == null) {
                throw source.error(
                        step,
                        "'" + step.getText() + "' (expected: the end of the name)",
                        "A path goes into payload and vars only");
            }
            name.append('.').append(next);
        }
        return name.toString();
    }

    private String name(RootContext root, List<StepContext> steps, int at, String example) {
        String name = at < steps.size() ? plainName(steps.get(at)) : null;
        if (name == null) {
            throw source.error(
                    at < steps.size() ? steps.get(at) : root,
                    "'" + root.getText() + "' without a name (expected: a name, as in " + example + ")",
                    "");
        }
        return name;
    }

    private static @Nullable String plainName(StepContext step) {
        if (step instanceof FieldContext field) {
            return field.name().getText();
        }
        if (step instanceof QuotedFieldContext quoted) {
            return Literals.text(quoted.STRING().getText());
        }
        boolean one = step instanceof SelectContext select
                && select.selector() instanceof PlacesContext places
                && places.value().size() == 1;
        String text = one ? step.getText() : "";
        int quote = text.startsWith(".") ? 2 : 1;
        boolean literal = text.length() > quote + 2 && (text.charAt(quote) == '"' || text.charAt(quote) == '\'');
        return literal ? Literals.text(text.substring(quote, text.length() - 1)) : null;
    }

    private Node path(Node root, List<StepContext> steps) {
        List<Step> made = new ArrayList<>(steps.size());
        steps.forEach(step -> made.add(step(step)));
        return made.isEmpty() && !(root instanceof Node.Item) ? root : new Access(root, List.copyOf(made));
    }

    private Step step(StepContext step) {
        if (step instanceof FieldContext field) {
            return new Step.Field(field.name().getText());
        }
        if (step instanceof QuotedFieldContext quoted) {
            return new Step.Field(Literals.text(quoted.STRING().getText()));
        }
        if (step instanceof MethodContext method) {
            return new Step.Function(function(method));
        }
        if (step instanceof WildcardContext) {
            return new Step.Wildcard();
        }
        if (step instanceof SelectContext select) {
            return selector(select.selector());
        }
        return new Step.Descend(everywhere(step));
    }

    private Step everywhere(StepContext step) {
        if (step instanceof DescendFieldContext field) {
            return new Step.Field(field.name().getText());
        }
        return step instanceof DescendSelectorContext select
                ? selector(select.selector())
                : descendWildcard((DescendWildcardContext) step);
    }

    private static Step descendWildcard(DescendWildcardContext step) {
        return new Step.Wildcard();
    }

    private PathFunction function(MethodContext method) {
        String name = method.name().getText();
        Optional<PathFunction> found = PathFunction.of(name).filter(known -> method.arguments() == null);
        return found.orElseThrow(() -> source.error(
                method.name(),
                "'" + name + "(...)' at the end of a path (expected: length(), size(), min(), max(), avg(), sum(),"
                        + " stddev(), keys(), first() or last())",
                "Other functions stand around the path: " + name + "(payload.x)"));
    }

    private Step selector(SelectorContext selector) {
        if (selector instanceof AllContext) {
            return new Step.Wildcard();
        }
        if (selector instanceof FilterContext filter) {
            return new Step.Filter(values.filter(filter.value()));
        }
        if (selector instanceof SliceContext slice) {
            return new Step.Slice(bound(slice.from), bound(slice.to), bound(slice.by));
        }
        List<ValueContext> places = ((PlacesContext) selector).value();
        List<Node> nodes = places.stream().map(values::visit).toList();
        return nodes.size() == 1 ? place(nodes.get(0)) : new Step.Several(nodes);
    }

    private Optional<Node> bound(@Nullable ValueContext context) {
        return Optional.ofNullable(context).map(values::visit);
    }

    private static Step place(Node node) {
        if (node instanceof Node.Constant constant) {
            if (constant.literal() instanceof String name) {
                return new Step.Field(name);
            }
            if (constant.literal() instanceof Long index && index.intValue() == index) {
                return new Step.Item(index.intValue());
            }
        }
        return new Step.Computed(node);
    }
}
