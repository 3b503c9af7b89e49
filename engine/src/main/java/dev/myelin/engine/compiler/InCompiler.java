package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.In;
import dev.myelin.engine.message.MessageContext;

/** {@code <in>}: Camel's {@code choice} on the direction of the message. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class InCompiler implements MediatorCompiler<In> {
    @Override
    public Class<In> type() {
        return In.class;
    }

    @Override
    public void compile(In mediator, MediatorScope scope) {
        var condition = Nodes.predicate(
                "message is a request", exchange -> !MessageContext.of(exchange).isResponse());
        Conditions.block(condition, "in", mediator, scope).compile(mediator.mediators());
    }
}
