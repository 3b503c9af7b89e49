package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.ForEach;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.engine.expression.JsonPathEdit;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.flow.CollectionMediator;
import dev.myelin.engine.mediator.flow.ForEachMediator;
import dev.myelin.engine.mediator.flow.Way;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code <foreach>}, of both versions. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class ForEachCompiler implements MediatorCompiler<ForEach> {
    private static final String RESULTS = "results";
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{\\s*vars?(?:\\.([\\p{L}_][\\p{L}\\p{Nd}_]*)|\\[['\"]([^'\"]+)['\"]])[^?:+]*}");

    @Override
    public Class<ForEach> type() {
        return ForEach.class;
    }

    @Override
    public void compile(ForEach mediator, MediatorScope scope) {
        Optional<TextSource> sequence = sequence(mediator, scope);
        if (sequence.isEmpty()) {
            return;
        }
        if (mediator.collection().isPresent()) {
            collection(mediator, sequence.get(), scope);
        } else if (mediator.expression().isPresent()) {
            expression(mediator, sequence.get(), scope);
        } else {
            String message = "foreach: nothing to go through (expected: expression or collection)";
            scope.error(mediator, "MYL-2031", message, "");
        }
    }

    private static Optional<TextSource> sequence(ForEach mediator, MediatorScope scope) {
        if (mediator.sequence().isPresent()) {
            String id = scope.id("foreach-sequence");
            Sequence inside = mediator.sequence().get();
            return Optional.of(FlowTargets.inline(inside, id, inside.onError(), scope));
        }
        if (mediator.sequenceName().isEmpty()) {
            scope.error(mediator, "MYL-2031", "foreach: no sequence (expected: one inside, or its name)", "");
        }
        return mediator.sequenceName().flatMap(name -> scope.text(name, mediator));
    }

    private static void expression(ForEach mediator, TextSource sequence, MediatorScope scope) {
        String text = mediator.expression().orElse("");
        Optional<SynapseExpression> expression = scope.expression(text, mediator);
        if (expression.isEmpty()) {
            return;
        }
        boolean json = expression.get().isJson();
        Optional<JsonPathEdit> edit = json ? IterateCompiler.edit(text, mediator, scope) : Optional.empty();
        if (json != edit.isPresent()) {
            return;
        }
        var settings = new ForEachMediator.Settings(
                mediator.id(),
                expression.get(),
                edit,
                sequence,
                mediator.continueLoopOnFailure(),
                FlowTargets.runtime(scope));
        scope.process("foreach", new ForEachMediator(settings), "for each of " + text, mediator);
    }

    private static void collection(ForEach mediator, TextSource sequence, MediatorScope scope) {
        String text = mediator.collection().orElse("");
        Optional<SynapseExpression> collection = scope.expression(text, mediator);
        if (collection.isEmpty()) {
            return;
        }
        Optional<String> enclosing = mediator.xmlResult()
                ? Optional.of(mediator.resultEnclosingElement().orElse(RESULTS))
                : Optional.empty();
        var settings = new CollectionMediator.Settings(
                collection.get(),
                origin(text.strip()),
                !collection.get().isJson(),
                sequence,
                mediator.counterVariable(),
                mediator.variable(),
                enclosing);
        Way way = new Way(
                "foreach",
                Optional.empty(),
                !mediator.parallel(),
                !mediator.continueWithoutAggregation(),
                true,
                List.of(),
                FlowTargets.runtime(scope));
        scope.process("foreach", new CollectionMediator(settings, way), "for each of " + text, mediator);
    }

    /** The variable that a path goes into. */
    private static Optional<String> origin(String collection) {
        Matcher matcher = VARIABLE.matcher(collection);
        return matcher.matches()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }
}
