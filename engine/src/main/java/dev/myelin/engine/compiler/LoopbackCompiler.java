package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Loopback;
import dev.myelin.engine.mediator.LoopbackMediator;

/** {@code <loopback/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class LoopbackCompiler implements MediatorCompiler<Loopback> {
    @Override
    public Class<Loopback> type() {
        return Loopback.class;
    }

    @Override
    public void compile(Loopback mediator, MediatorScope scope) {
        scope.process("loopback", new LoopbackMediator(scope.settings().sequences()), "run the out sequence", mediator);
    }
}
