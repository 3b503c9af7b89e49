package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.ScatterGather;
import dev.myelin.dsl.model.ScatterGather.Aggregation;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.flow.ScatterGatherMediator;
import dev.myelin.engine.mediator.flow.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code <scatter-gather>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class ScatterGatherCompiler implements MediatorCompiler<ScatterGather> {
    private static final String RESULTS = "results";

    @Override
    public Class<ScatterGather> type() {
        return ScatterGather.class;
    }

    @Override
    public void compile(ScatterGather mediator, MediatorScope scope) {
        if (mediator.sequences().isEmpty()) {
            scope.error(mediator, "MYL-2031", "scatter-gather: no sequence (expected: one or more inside)", "");
            return;
        }
        List<TextSource> sequences = new ArrayList<>();
        for (Sequence sequence : mediator.sequences()) {
            Optional<String> faults = sequence.onError().or(scope.around()::faults);
            sequences.add(FlowTargets.inline(sequence, scope.id("scatter-sequence"), faults, scope));
        }
        if (mediator.toVariable() && mediator.variable().isEmpty()) {
            String message = "scatter-gather: target=\"variable\" without a name (expected: target-variable)";
            scope.error(mediator, "MYL-2082", message, "Add target-variable=\"NAME\", or take target=\"body\"");
            return;
        }
        Optional<SynapseExpression> collected = expression(mediator, Aggregation::expression, scope);
        Optional<SynapseExpression> condition = expression(mediator, Aggregation::condition, scope);
        Optional<ScatterGatherMediator.Limits> limits = limits(mediator, scope);
        boolean complete = collected.isPresent() == has(mediator, Aggregation::expression)
                && condition.isPresent() == has(mediator, Aggregation::condition);
        if (complete && limits.isPresent()) {
            add(
                    new ScatterGatherMediator.Settings(
                            sequences, collected, condition, limits.get(), mediator.variable(), enclosing(mediator)),
                    mediator,
                    scope);
        }
    }

    private static void add(ScatterGatherMediator.Settings settings, ScatterGather mediator, MediatorScope scope) {
        Way way = new Way(
                "scatter-gather",
                Optional.empty(),
                !mediator.parallel(),
                true,
                true,
                List.of(),
                FlowTargets.runtime(scope));
        scope.process(
                "scatter-gather",
                new ScatterGatherMediator(settings, way, scope.settings().timers()),
                "scatter to " + settings.sequences().size() + " sequences, gather "
                        + mediator.aggregation()
                                .flatMap(Aggregation::expression)
                                .orElse("the content"),
                mediator);
    }

    private static Optional<String> enclosing(ScatterGather mediator) {
        return mediator.xmlResult() ? Optional.of(mediator.enclosingElement().orElse(RESULTS)) : Optional.empty();
    }

    private static boolean has(ScatterGather mediator, Function<Aggregation, Optional<String>> attribute) {
        return mediator.aggregation().flatMap(attribute).isPresent();
    }

    private static Optional<SynapseExpression> expression(
            ScatterGather mediator, Function<Aggregation, Optional<String>> attribute, MediatorScope scope) {
        return mediator.aggregation()
                .flatMap(aggregation ->
                        attribute.apply(aggregation).flatMap(text -> scope.expression(text, aggregation)));
    }

    private static Optional<ScatterGatherMediator.Limits> limits(ScatterGather mediator, MediatorScope scope) {
        Optional<TextSource> timeout = limit(mediator, Aggregation::timeout, scope);
        Optional<TextSource> min = limit(mediator, Aggregation::minMessages, scope);
        Optional<TextSource> max = limit(mediator, Aggregation::maxMessages, scope);
        return timeout.isPresent() && min.isPresent() && max.isPresent()
                ? Optional.of(new ScatterGatherMediator.Limits(timeout.get(), min.get(), max.get()))
                : Optional.empty();
    }

    /** A number, or what yields one; 0 where nothing is said. */
    private static Optional<TextSource> limit(
            ScatterGather mediator, Function<Aggregation, Optional<String>> attribute, MediatorScope scope) {
        Optional<String> text = mediator.aggregation().flatMap(attribute);
        if (text.isEmpty()) {
            return Optional.of(exchange -> "0");
        }
        boolean constant = text.get().indexOf('{') < 0;
        if (constant && !text.get().strip().matches("-?[0-9]{1,18}")) {
            String message = "aggregation: " + text.get() + " (expected: a whole number, or ${...})";
            scope.error(mediator.aggregation().get(), "MYL-2033", message, "");
            return Optional.empty();
        }
        return scope.text(text.get(), mediator.aggregation().get());
    }
}
