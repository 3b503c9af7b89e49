package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Join;
import dev.myelin.engine.mediator.session.JoinMediator;

/** {@code <join/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class JoinCompiler implements MediatorCompiler<Join> {
    @Override
    public Class<Join> type() {
        return Join.class;
    }

    @Override
    public void compile(Join mediator, MediatorScope scope) {
        GroupText.of("group", mediator.group(), mediator, scope)
                .ifPresent(
                        group -> scope.process("join", new JoinMediator(group), "join " + mediator.group(), mediator));
    }
}
