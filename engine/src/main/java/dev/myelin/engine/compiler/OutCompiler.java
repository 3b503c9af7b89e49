package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Out;
import dev.myelin.engine.message.MessageContext;

/** {@code <out>}: Camel's {@code choice} on the direction of the message. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class OutCompiler implements MediatorCompiler<Out> {
    @Override
    public Class<Out> type() {
        return Out.class;
    }

    @Override
    public void compile(Out mediator, MediatorScope scope) {
        var condition = Nodes.predicate(
                "message is a response", exchange -> MessageContext.of(exchange).isResponse());
        Conditions.block(condition, "out", mediator, scope).compile(mediator.mediators());
    }
}
