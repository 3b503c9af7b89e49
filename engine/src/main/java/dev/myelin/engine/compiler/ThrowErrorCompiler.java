package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.ThrowError;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.ThrowErrorMediator;
import java.util.Optional;

/** {@code <throwError/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class ThrowErrorCompiler implements MediatorCompiler<ThrowError> {
    @Override
    public Class<ThrowError> type() {
        return ThrowError.class;
    }

    @Override
    public void compile(ThrowError mediator, MediatorScope scope) {
        Optional<TextSource> type = scope.text(mediator.type(), mediator);
        Optional<TextSource> message = scope.text(mediator.errorMessage(), mediator);
        if (type.isPresent() && message.isPresent()) {
            scope.process(
                    "throwError",
                    new ThrowErrorMediator(type.get(), message.get()),
                    "throwError " + mediator.type(),
                    mediator);
        }
    }
}
