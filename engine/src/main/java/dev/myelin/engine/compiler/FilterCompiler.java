package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Branch;
import dev.myelin.dsl.model.Filter;
import dev.myelin.engine.mediator.SequenceComponent;
import java.util.Optional;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** {@code <filter>}: Camel's {@code choice}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class FilterCompiler implements MediatorCompiler<Filter> {
    @Override
    public Class<Filter> type() {
        return Filter.class;
    }

    @Override
    public void compile(Filter mediator, MediatorScope scope) {
        Optional<ExpressionDefinition> condition = condition(mediator, scope);
        String id = scope.id("filter");
        ChoiceDefinition choice = scope.add(new ChoiceDefinition(), id, mediator);
        // Without a condition the branches are compiled all the same, for what is wrong in them.
        var when = Conditions.when(condition.orElseGet(() -> Nodes.constant("false", false)), id + "-then");
        choice.addOutput(when);
        MediatorScope then = scope.branch(when, choice);
        mediator.then().ifPresentOrElse(branch -> branch(branch, then), () -> then.compile(mediator.mediators()));
        mediator.otherwise().ifPresent(branch -> {
            var otherwise = Conditions.otherwise(id + "-else");
            choice.addOutput(otherwise);
            branch(branch, scope.branch(otherwise, choice));
        });
    }

    private static void branch(Branch branch, MediatorScope scope) {
        branch.sequence()
                .ifPresentOrElse(
                        name -> scope.add(new ToDefinition(SequenceComponent.uri(name)), scope.id("sequence"), branch),
                        () -> scope.compile(branch.mediators()));
    }

    private static Optional<ExpressionDefinition> condition(Filter mediator, MediatorScope scope) {
        if (mediator.xpath().isPresent()) {
            String text = mediator.xpath().get();
            return scope.expression(text, mediator).map(found -> Nodes.predicate(text, found));
        }
        if (mediator.source().isPresent() && mediator.regex().isPresent()) {
            return scope.expression(mediator.source().get(), mediator)
                    .flatMap(found -> Conditions.matches(found, mediator.regex().get(), mediator, scope));
        }
        scope.error(mediator, "MYL-2031", "filter: no condition (expected: xpath, or source and regex)", "");
        return Optional.empty();
    }
}
