package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Rewrite;
import dev.myelin.engine.mediator.rewrite.Condition;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;

/** Reads {@code <condition>}: {@code and}, {@code or}, {@code not}, {@code equal}, {@code match}, {@code exist}. */
final class RewriteConditions {
    private static final Condition ALWAYS = (exchange, address) -> true;

    private final Rewrite.Condition where;
    private final MediatorScope scope;

    private RewriteConditions(Rewrite.Condition where, MediatorScope scope) {
        this.where = where;
        this.scope = scope;
    }

    static Optional<Condition> read(Optional<Rewrite.Condition> condition, MediatorScope scope) {
        return condition.isEmpty()
                ? Optional.of(ALWAYS)
                : new RewriteConditions(condition.get(), scope).read(condition.get());
    }

    private Optional<Condition> read(Rewrite.Condition condition) {
        try {
            XdmNode all = Payload.ofText("<all>" + condition.content() + "</all>", "application/xml")
                    .xml();
            List<Condition> inside = inside(all);
            return inside.size() == 1 ? Optional.of(inside.get(0)) : wrong("one condition inside");
        } catch (Fault notXml) {
            return wrong("and, or, not, equal, match or exist inside");
        }
    }

    private Optional<Condition> wrong(String rule) {
        scope.error(where, "MYL-2031", "condition: (expected: " + rule + ")", "");
        return Optional.empty();
    }

    private List<Condition> inside(XdmNode element) {
        List<Condition> conditions = new ArrayList<>();
        for (XdmNode child : Envelopes.elements(element)) {
            one(child).ifPresent(conditions::add);
        }
        return conditions;
    }

    private Optional<Condition> one(XdmNode element) {
        String name = element.getNodeName().getLocalName();
        switch (name) {
            case "and" -> {
                return Optional.of(Condition.and(inside(element)));
            }
            case "or" -> {
                return Optional.of(Condition.or(inside(element)));
            }
            case "not" -> {
                List<Condition> inside = inside(element);
                return inside.size() == 1 ? Optional.of(Condition.not(inside.get(0))) : wrong("one condition in not");
            }
            case "equal" -> {
                return operand(element).map(operand -> Condition.equal(operand, attribute(element, "value")));
            }
            case "match" -> {
                return scope.regex(attribute(element, "regex"), where)
                        .flatMap(regex -> operand(element).map(operand -> Condition.match(operand, regex)));
            }
            case "exist" -> {
                return operand(element).map(Condition::exist);
            }
            default -> {
                return wrong("and, or, not, equal, match or exist; found: " + name);
            }
        }
    }

    private Optional<Condition.Operand> operand(XdmNode element) {
        String source = attribute(element, "source");
        String type = attribute(element, "type").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "url" -> Optional.of(Condition.url(source));
            case "header" -> Optional.of(property(Scope.TRANSPORT, source));
            case "property" -> Optional.of(property(Scope.DEFAULT, source));
            default ->
                scope.expression(source, where).map(expression -> (exchange, address) -> expression.text(exchange));
        };
    }

    private static Condition.Operand property(Scope scope, String name) {
        return (exchange, address) -> Objects.requireNonNullElse(MessageContext.text(exchange, scope, name), "");
    }

    private static String attribute(XdmNode element, String name) {
        return Objects.requireNonNullElse(element.getAttributeValue(new QName(name)), "");
    }
}
