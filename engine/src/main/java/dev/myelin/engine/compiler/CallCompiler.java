package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Call;
import dev.myelin.engine.message.SendRequest;
import java.util.Optional;

/** {@code <call>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class CallCompiler implements MediatorCompiler<Call> {
    @Override
    public Class<Call> type() {
        return Call.class;
    }

    @Override
    public void compile(Call mediator, MediatorScope scope) {
        mediator.endpoint()
                .ifPresentOrElse(
                        endpoint -> new EndpointUse(mediator, scope)
                                .add(endpoint, scope.id("call"), SendRequest.Mode.CALL, Optional.empty()),
                        () -> scope.error(
                                mediator, "MYL-2031", "call: no endpoint (expected: an endpoint inside)", ""));
    }
}
