package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Respond;
import dev.myelin.engine.mediator.RespondMediator;

/** {@code <respond/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class RespondCompiler implements MediatorCompiler<Respond> {
    @Override
    public Class<Respond> type() {
        return Respond.class;
    }

    @Override
    public void compile(Respond mediator, MediatorScope scope) {
        scope.process("respond", new RespondMediator(), "respond", mediator);
    }
}
