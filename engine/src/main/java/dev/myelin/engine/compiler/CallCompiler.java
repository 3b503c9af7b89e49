package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Call;
import dev.myelin.engine.mediator.call.CallMediator;
import dev.myelin.engine.mediator.call.CallMediator.Source;
import dev.myelin.engine.mediator.call.CallMediator.Target;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.SendRequest;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.model.ToDefinition;

/** {@code <call>}: Camel's {@code to}; a processor around it where something else is sent, or the reply goes elsewhere. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class CallCompiler implements MediatorCompiler<Call> {
    @Override
    public Class<Call> type() {
        return Call.class;
    }

    @Override
    public void compile(Call mediator, MediatorScope scope) {
        String id = scope.id("call");
        boolean plain = !mediator.blocking()
                && mediator.source().isEmpty()
                && mediator.target().isEmpty();
        if (plain && mediator.endpoint().isPresent()) {
            new EndpointUse(mediator, scope)
                    .add(mediator.endpoint().get(), id, SendRequest.Mode.CALL, Optional.empty());
            return;
        }
        Optional<String> uri = uri(mediator, id, scope);
        CallPartsCompiler parts = new CallPartsCompiler(scope);
        Optional<Source> source = mediator.source().map(parts::source).orElse(Optional.of(Source.MESSAGE));
        Optional<Optional<Target>> target = mediator.target().map(parts::target).orElse(Optional.of(Optional.empty()));
        if (uri.isEmpty() || source.isEmpty() || target.isEmpty()) {
            return; // It has been reported.
        }
        if (plain) {
            scope.add(new ToDefinition(uri.get()), id, mediator);
            return;
        }
        OptionalInt code = mediator.blocking() ? OptionalInt.of(ErrorCode.BLOCKING_CALL_FAILED) : OptionalInt.empty();
        scope.process(
                "call", new CallMediator(uri.get(), source.get(), target.get(), code), "call " + uri.get(), mediator);
    }

    private static Optional<String> uri(Call mediator, String id, MediatorScope scope) {
        if (mediator.endpoint().isPresent()) {
            return new EndpointUse(mediator, scope)
                    .uri(mediator.endpoint().get(), id, SendRequest.Mode.CALL, Optional.empty());
        }
        scope.endpointByTo(id);
        return Optional.of(EndpointComponent.uri(id, SendRequest.Mode.CALL, Optional.empty()));
    }
}
