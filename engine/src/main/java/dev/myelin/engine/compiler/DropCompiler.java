package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Drop;
import org.apache.camel.model.StopDefinition;

/** {@code <drop/>}: Camel's {@code stop}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class DropCompiler implements MediatorCompiler<Drop> {
    @Override
    public Class<Drop> type() {
        return Drop.class;
    }

    @Override
    public void compile(Drop mediator, MediatorScope scope) {
        scope.add(new StopDefinition(), scope.id("drop"), mediator);
    }
}
