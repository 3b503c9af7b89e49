package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Switch;
import dev.myelin.engine.expression.SynapseExpression;
import java.util.Optional;
import org.apache.camel.model.ChoiceDefinition;

/** {@code <switch>}: Camel's {@code choice} with one {@code when} a case. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class SwitchCompiler implements MediatorCompiler<Switch> {
    @Override
    public Class<Switch> type() {
        return Switch.class;
    }

    @Override
    public void compile(Switch mediator, MediatorScope scope) {
        Optional<SynapseExpression> source = scope.expression(mediator.source(), mediator);
        if (mediator.cases().isEmpty()) {
            mediator.otherwise().ifPresent(list -> scope.compile(list.mediators()));
            return;
        }
        String id = scope.id("switch");
        ChoiceDefinition choice = scope.add(new ChoiceDefinition(), id, mediator);
        int count = 0;
        for (Switch.Case one : mediator.cases()) {
            var condition = source.flatMap(found -> Conditions.matches(found, one.regex(), one, scope))
                    .orElseGet(() -> Nodes.constant("false", false));
            var when = Conditions.when(condition, id + "-case-" + ++count);
            choice.addOutput(when);
            scope.branch(when, choice).compile(one.mediators());
        }
        mediator.otherwise().ifPresent(list -> {
            var otherwise = Conditions.otherwise(id + "-default");
            choice.addOutput(otherwise);
            scope.branch(otherwise, choice).compile(list.mediators());
        });
    }
}
