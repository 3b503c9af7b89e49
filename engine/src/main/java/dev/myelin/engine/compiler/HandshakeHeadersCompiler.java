package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.HandshakeHeaders;
import dev.myelin.engine.mediator.function.HandshakeHeadersMediator;

/** {@code <handshakeHeaders/>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class HandshakeHeadersCompiler implements MediatorCompiler<HandshakeHeaders> {
    @Override
    public Class<HandshakeHeaders> type() {
        return HandshakeHeaders.class;
    }

    @Override
    public void compile(HandshakeHeaders mediator, MediatorScope scope) {
        scope.process("handshakeHeaders", new HandshakeHeadersMediator(), "handshakeHeaders", mediator);
    }
}
