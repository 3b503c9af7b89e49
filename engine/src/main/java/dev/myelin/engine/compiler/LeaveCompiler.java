package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Leave;
import dev.myelin.engine.mediator.session.LeaveMediator;

/** {@code <leave/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class LeaveCompiler implements MediatorCompiler<Leave> {
    @Override
    public Class<Leave> type() {
        return Leave.class;
    }

    @Override
    public void compile(Leave mediator, MediatorScope scope) {
        GroupText.of("group", mediator.group(), mediator, scope)
                .ifPresent(group ->
                        scope.process("leave", new LeaveMediator(group), "leave " + mediator.group(), mediator));
    }
}
