package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Aggregate;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.flow.AggregateMediator;
import dev.myelin.engine.mediator.flow.AggregateMediator.Condition;
import dev.myelin.engine.mediator.flow.Gather;
import dev.myelin.engine.mediator.flow.Gathers;
import java.time.Duration;
import java.util.Optional;

/** {@code <aggregate>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class AggregateCompiler implements MediatorCompiler<Aggregate> {
    @Override
    public Class<Aggregate> type() {
        return Aggregate.class;
    }

    @Override
    public void compile(Aggregate mediator, MediatorScope scope) {
        if (mediator.onComplete().isEmpty()) {
            return; // The reader has reported it.
        }
        Aggregate.OnComplete onComplete = mediator.onComplete().get();
        Optional<SynapseExpression> correlateOn =
                mediator.correlateOn().flatMap(text -> scope.expression(text, mediator));
        Optional<Condition> condition = condition(mediator, scope);
        Optional<Gather> gather = gather(onComplete, scope);
        Optional<TextSource> sequence = sequence(onComplete, scope);
        if (mediator.correlateOn().isPresent() != correlateOn.isPresent()
                || condition.isEmpty()
                || gather.isEmpty()
                || sequence.isEmpty()) {
            return;
        }
        var settings = new AggregateMediator.Settings(
                mediator.id(), correlateOn, condition.get(), gather.get(), sequence.get());
        var aggregate = new AggregateMediator(
                settings, FlowTargets.runtime(scope), scope.settings().timers());
        scope.process("aggregate", aggregate, "aggregate " + mediator.id().orElse(""), mediator);
    }

    private static Optional<TextSource> sequence(Aggregate.OnComplete onComplete, MediatorScope scope) {
        if (onComplete.sequence().isPresent()) {
            return scope.text(onComplete.sequence().get(), onComplete);
        }
        String id = scope.id("aggregate-complete");
        FlowTargets.body(
                onComplete.mediators(), onComplete, scope.own(id, scope.around().faults(), onComplete));
        return Optional.of(exchange -> id);
    }

    private static Optional<Gather> gather(Aggregate.OnComplete onComplete, MediatorScope scope) {
        Optional<String> enclosing = onComplete.enclosingElementProperty();
        if (onComplete.expression().isEmpty()) {
            return Optional.of(Gathers.xml(Optional.empty(), enclosing, onComplete.asChildren()));
        }
        return scope.expression(onComplete.expression().get(), onComplete)
                .map(found -> found.isJson()
                        ? Gathers.json(found, enclosing)
                        : Gathers.xml(Optional.of(found), enclosing, onComplete.asChildren()));
    }

    private static Optional<Condition> condition(Aggregate mediator, MediatorScope scope) {
        if (mediator.completeCondition().isEmpty()) {
            return Optional.of(new Condition(Optional.empty(), exchange -> "", exchange -> ""));
        }
        Aggregate.CompleteCondition condition = mediator.completeCondition().get();
        Optional<TextSource> min = Optional.of(exchange -> "");
        Optional<TextSource> max = min;
        if (condition.messageCount().isPresent()) {
            Aggregate.MessageCount count = condition.messageCount().get();
            min = number("min", count.min().orElse(""), count, scope);
            max = number("max", count.max().orElse(""), count, scope);
        }
        Optional<Duration> timeout = timeout(condition, scope);
        if (min.isEmpty() || max.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Condition(timeout.filter(time -> !time.isZero()), min.get(), max.get()));
    }

    private static Optional<TextSource> number(
            String name, String text, Aggregate.MessageCount count, MediatorScope scope) {
        Optional<TextSource> source = scope.text(text, count);
        boolean constant = !text.strip().startsWith("{") && !text.strip().startsWith("${");
        if (constant && !text.isBlank() && !text.strip().matches("[+-]?[0-9]{1,9}")) {
            scope.error(count, "MYL-2046", name + ": " + text + " (expected: a whole number or an {expression})", "");
            return Optional.empty();
        }
        return source;
    }

    private static Optional<Duration> timeout(Aggregate.CompleteCondition condition, MediatorScope scope) {
        String text = condition.timeout().orElse("0").strip();
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,3})?")) {
            scope.error(condition, "MYL-2046", "timeout: " + text + " (expected: a number of seconds)", "");
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) (Double.parseDouble(text) * 1000)));
    }
}
