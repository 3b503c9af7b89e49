package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Label;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.session.LabelMediator;
import dev.myelin.engine.session.Names;
import java.util.Optional;

/** {@code <label/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class LabelCompiler implements MediatorCompiler<Label> {
    @Override
    public Class<Label> type() {
        return Label.class;
    }

    @Override
    public void compile(Label mediator, MediatorScope scope) {
        Optional<TextSource> name = GroupText.of("label", mediator.name(), mediator, scope);
        Optional<TextSource> value = value(mediator, scope);
        if (name.isPresent() && value.isPresent()) {
            scope.process("label", new LabelMediator(name.get(), value.get()), "label " + mediator.name(), mediator);
        }
    }

    private static Optional<TextSource> value(Label mediator, MediatorScope scope) {
        if (mediator.value().isPresent() == mediator.expression().isPresent()) {
            String message = "label " + mediator.name() + ": "
                    + (mediator.value().isPresent() ? "value and expression" : "neither value nor expression")
                    + " (expected: one of them)";
            scope.error(mediator, "MYL-3021", message, "An empty value takes the label away");
            return Optional.empty();
        }
        if (mediator.expression().isPresent()) {
            return scope.expression(mediator.expression().get(), mediator).map(found -> found::text);
        }
        String value = mediator.value().orElse("");
        try {
            Names.checkValue(mediator.name(), value);
        } catch (IllegalArgumentException unsound) {
            scope.error(mediator, "MYL-3020", String.valueOf(unsound.getMessage()), "");
            return Optional.empty();
        }
        return scope.template(value, mediator);
    }
}
