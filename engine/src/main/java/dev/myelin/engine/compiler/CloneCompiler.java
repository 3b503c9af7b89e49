package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Clone;
import dev.myelin.dsl.model.FlowTarget;
import dev.myelin.engine.mediator.flow.CloneMediator;
import dev.myelin.engine.mediator.flow.SplitTarget;
import java.util.ArrayList;
import java.util.List;

/** {@code <clone>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class CloneCompiler implements MediatorCompiler<Clone> {
    @Override
    public Class<Clone> type() {
        return Clone.class;
    }

    @Override
    public void compile(Clone mediator, MediatorScope scope) {
        if (mediator.targets().isEmpty()) {
            scope.error(mediator, "MYL-2031", "clone: no target (expected: one or more inside)", "");
            return;
        }
        List<SplitTarget> targets = new ArrayList<>();
        for (FlowTarget target : mediator.targets()) {
            FlowTargets.target(target, scope.id("clone-target"), scope).ifPresent(targets::add);
        }
        if (targets.size() == mediator.targets().size()) {
            var way = FlowTargets.way("clone", mediator.id(), mediator.sequential(), mediator.continueParent(), scope);
            scope.process("clone", new CloneMediator(targets, way), "clone for " + targets.size(), mediator);
        }
    }
}
