package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.FunctionAnswer;
import dev.myelin.engine.mediator.function.FunctionAnswerMediator;

/** {@code <functionAnswer/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class FunctionAnswerCompiler implements MediatorCompiler<FunctionAnswer> {
    @Override
    public Class<FunctionAnswer> type() {
        return FunctionAnswer.class;
    }

    @Override
    public void compile(FunctionAnswer mediator, MediatorScope scope) {
        scope.process("functionAnswer", new FunctionAnswerMediator(), "functionAnswer", mediator);
    }
}
