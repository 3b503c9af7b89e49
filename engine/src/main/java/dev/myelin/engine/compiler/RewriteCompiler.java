package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Rewrite;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.rewrite.Change;
import dev.myelin.engine.mediator.rewrite.Condition;
import dev.myelin.engine.mediator.rewrite.RewriteMediator;
import dev.myelin.engine.mediator.rewrite.RewriteMediator.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code <rewrite>}: conditions, expressions and regular expressions are compiled here, once. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class RewriteCompiler implements MediatorCompiler<Rewrite> {
    @Override
    public Class<Rewrite> type() {
        return Rewrite.class;
    }

    @Override
    public void compile(Rewrite mediator, MediatorScope scope) {
        List<Rule> rules = new ArrayList<>();
        for (Rewrite.Rule rule : mediator.rules()) {
            Optional<Condition> condition = RewriteConditions.read(rule.condition(), scope);
            List<Change> changes = new ArrayList<>();
            rule.actions().forEach(action -> change(action, scope).ifPresent(changes::add));
            condition.ifPresent(found -> rules.add(new Rule(found, List.copyOf(changes))));
        }
        scope.process(
                "rewrite",
                new RewriteMediator(mediator.inProperty(), mediator.outProperty(), rules),
                "rewrite " + mediator.inProperty().orElse("To"),
                mediator);
    }

    private static Optional<Change> change(Rewrite.Action action, MediatorScope scope) {
        Change.Type type = Change.Type.of(action.type());
        Optional<TextSource> value = action.xpath().isPresent()
                ? scope.expression(action.xpath().get(), action).map(found -> found::text)
                : Optional.of(constant(action.value().orElse("")));
        boolean missing = type == Change.Type.REPLACE && action.regex().isEmpty();
        if (missing) {
            scope.error(action, "MYL-2031", "action: no regex (expected: regex, for replace)", "");
            return Optional.empty();
        }
        Optional<Pattern> pattern = scope.regex(action.regex().orElse(""), action);
        return value.flatMap(found -> pattern.map(regex -> new Change(type, action.fragment(), found, regex)));
    }

    private static TextSource constant(String text) {
        return exchange -> text;
    }
}
