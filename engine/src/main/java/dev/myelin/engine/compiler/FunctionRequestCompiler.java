package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.FunctionRequest;
import dev.myelin.engine.mediator.function.FunctionRequestMediator;

/** {@code <functionRequest/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class FunctionRequestCompiler implements MediatorCompiler<FunctionRequest> {
    @Override
    public Class<FunctionRequest> type() {
        return FunctionRequest.class;
    }

    @Override
    public void compile(FunctionRequest mediator, MediatorScope scope) {
        scope.process("functionRequest", new FunctionRequestMediator(), "functionRequest", mediator);
    }
}
