package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.ConditionalRouter;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.mediator.rewrite.Condition;
import dev.myelin.engine.message.BoundedText;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Predicate;

/** Reads the condition of a route: Synapse's evaluators. What is wrong is reported at its element. */
final class RouterConditions {
    private static final String WRONG = "MYL-2107";

    private final ConditionalRouter.Condition where;
    private final MediatorScope scope;
    private final List<XdmNode> order = new ArrayList<>();

    private RouterConditions(ConditionalRouter.Condition where, MediatorScope scope) {
        this.where = where;
        this.scope = scope;
    }

    static Optional<Predicate> read(ConditionalRouter.Condition condition, MediatorScope scope) {
        return new RouterConditions(condition, scope).all();
    }

    private Optional<Predicate> all() {
        List<XdmNode> roots;
        try {
            roots = Content.elements(where.content().strip());
        } catch (Fault notXml) {
            roots = List.of();
        }
        if (roots.size() != 1) {
            scope.error(where, WRONG, "condition: (expected: match, equal, exist, and, or or not inside)", "");
            return Optional.empty();
        }
        collect(roots.get(0));
        return one(roots.get(0));
    }

    private void collect(XdmNode element) {
        order.add(element);
        Envelopes.elements(element).forEach(this::collect);
    }

    private <T> Optional<T> wrong(XdmNode element, String message) {
        scope.error(where.placeOf(order.indexOf(element)), WRONG, message, "");
        return Optional.empty();
    }

    private Optional<Predicate> one(XdmNode element) {
        String name = element.getNodeName().getLocalName();
        return switch (name) {
            case "and" -> inside(element).map(all -> exchange -> all.stream().allMatch(each -> each.matches(exchange)));
            case "or" -> inside(element).map(all -> exchange -> all.stream().anyMatch(each -> each.matches(exchange)));
            case "not" -> not(element);
            case "match" -> match(element);
            case "equal" -> equal(element);
            case "exist" ->
                operand(element)
                        .map(operand -> exchange -> !operand.text(exchange).isEmpty());
            default -> wrong(element, name + ": (expected: match, equal, exist, and, or or not)");
        };
    }

    private Optional<List<Predicate>> inside(XdmNode element) {
        List<Predicate> found = new ArrayList<>();
        List<XdmNode> children = Envelopes.elements(element);
        children.forEach(child -> one(child).ifPresent(found::add));
        if (children.isEmpty()) {
            return wrong(element, element.getNodeName().getLocalName() + ": (expected: conditions inside)");
        }
        return found.size() == children.size() ? Optional.of(found) : Optional.empty();
    }

    private Optional<Predicate> not(XdmNode element) {
        return inside(element).flatMap(all -> {
            if (all.size() != 1) {
                return wrong(element, "not: (expected: one condition inside)");
            }
            Predicate inner = all.get(0);
            return Optional.of(exchange -> !inner.matches(exchange));
        });
    }

    /** {@code equal} with a {@code regex} is what some files have for {@code match}. */
    private Optional<Predicate> equal(XdmNode element) {
        Optional<String> value = attribute(element, "value");
        if (value.isEmpty()) {
            return attribute(element, "regex").isPresent()
                    ? match(element)
                    : wrong(element, "equal: no value (expected: value)");
        }
        boolean strict =
                attribute(element, "strict").filter("false"::equalsIgnoreCase).isEmpty();
        String wanted = value.get();
        return operand(element)
                .map(operand -> strict
                        ? exchange -> operand.text(exchange).equals(wanted)
                        : exchange -> operand.text(exchange).equalsIgnoreCase(wanted));
    }

    private Optional<Predicate> match(XdmNode element) {
        Optional<String> regex = attribute(element, "regex");
        if (regex.isEmpty()) {
            return wrong(element, "match: no regex (expected: regex)");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex.get());
        } catch (PatternSyntaxException e) {
            return wrong(
                    element, "regex: " + regex.get() + " (expected: a regular expression; " + e.getDescription() + ")");
        }
        return operand(element)
                .map(operand -> exchange ->
                        pattern.matcher(new BoundedText(operand.text(exchange))).matches());
    }

    private Optional<TextSource> operand(XdmNode element) {
        String type = attribute(element, "type").orElse("").toLowerCase(Locale.ROOT);
        Optional<String> source = attribute(element, "source").or(() -> attribute(element, "fragment"));
        if (type.equals("url")) {
            return Optional.of(url(source));
        }
        if (source.isEmpty()) {
            return wrong(element, element.getNodeName().getLocalName() + ": no source (expected: source)");
        }
        String name = source.get();
        return switch (type) {
            case "header" -> Optional.of(property(Scope.TRANSPORT, name));
            case "param" -> Optional.of(property(Scope.DEFAULT, "query.param." + name));
            case "property" -> Optional.of(property(Scope.DEFAULT, name));
            case "soap" -> scope.expression(name, where).map(found -> found::text);
            default -> wrong(element, "type: " + type + " (expected: header, param, property, url or soap)");
        };
    }

    private static TextSource property(Scope scope, String name) {
        return exchange -> {
            String text = MessageContext.text(exchange, scope, name);
            return text == null ? "" : text;
        };
    }

    /** The whole of To, or a part of it. */
    private static TextSource url(Optional<String> part) {
        TextSource to = property(Scope.DEFAULT, "To");
        if (part.isEmpty() || part.get().isBlank() || part.get().equalsIgnoreCase("full")) {
            return to;
        }
        Condition.Operand operand = Condition.url(part.get());
        return exchange -> operand.text(exchange, to.text(exchange));
    }

    private static Optional<String> attribute(XdmNode element, String name) {
        return Optional.ofNullable(element.getAttributeValue(new QName(name)));
    }
}
