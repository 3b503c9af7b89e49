package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Iterate;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.expression.ExpressionSyntaxException;
import dev.myelin.engine.expression.JsonPathEdit;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.flow.IterateMediator;
import dev.myelin.engine.mediator.flow.Split;
import dev.myelin.engine.mediator.flow.SplitTarget;
import dev.myelin.engine.mediator.flow.Splits;
import dev.myelin.engine.mediator.flow.Way;
import java.util.Optional;

/** {@code <iterate>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class IterateCompiler implements MediatorCompiler<Iterate> {
    private static final String ROOT = "json-eval($)";

    @Override
    public Class<Iterate> type() {
        return Iterate.class;
    }

    @Override
    public void compile(Iterate mediator, MediatorScope scope) {
        Optional<Split> split = split(mediator, scope);
        if (mediator.target().isEmpty()) {
            scope.error(mediator, "MYL-2031", "iterate: no target (expected: a target inside)", "");
            return;
        }
        String id = scope.id("iterate-target");
        Optional<SplitTarget> target = FlowTargets.target(mediator.target().get(), id, scope);
        if (split.isPresent() && target.isPresent()) {
            Way way =
                    FlowTargets.way("iterate", mediator.id(), mediator.sequential(), mediator.continueParent(), scope);
            scope.process(
                    "iterate",
                    new IterateMediator(split.get(), target.get(), way),
                    "iterate over " + mediator.expression(),
                    mediator);
        }
    }

    private static Optional<Split> split(Iterate mediator, MediatorScope scope) {
        Optional<SynapseExpression> expression = scope.expression(mediator.expression(), mediator);
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        boolean json = expression.get().isJson();
        if (!mediator.preservePayload()) {
            return expression.map(json ? Splits::items : Splits::elements);
        }
        if (json) {
            return itemsIn(expression.get(), mediator, scope);
        }
        Optional<SynapseExpression> attach = mediator.attachPath().flatMap(text -> scope.expression(text, mediator));
        return mediator.attachPath().isPresent() && attach.isEmpty()
                ? Optional.empty()
                : Optional.of(Splits.elementsIn(expression.get(), attach));
    }

    private static Optional<Split> itemsIn(SynapseExpression expression, Iterate mediator, MediatorScope scope) {
        String attachPath = mediator.attachPath().orElse(ROOT);
        Optional<JsonPathEdit> path = edit(expression.source(), mediator, scope);
        Optional<JsonPathEdit> attach = edit(attachPath, mediator, scope);
        boolean same = expression.source().equals(attachPath.strip());
        return path.flatMap(from -> attach.map(to -> Splits.itemsIn(expression, from, to, same)));
    }

    static Optional<JsonPathEdit> edit(String path, SynapseNode where, MediatorScope scope) {
        try {
            return Optional.of(JsonPathEdit.compile(path));
        } catch (ExpressionSyntaxException e) {
            String message = "expression: " + path + " (expected: a JSONPath; " + e.getMessage() + ")";
            scope.error(where, "MYL-2020", message, "");
            return Optional.empty();
        }
    }
}
