package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Callout;
import dev.myelin.engine.mediator.call.CallMediator;
import dev.myelin.engine.mediator.call.CallMediator.Source;
import dev.myelin.engine.mediator.call.CallMediator.Target;
import dev.myelin.engine.mediator.call.CallParts;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.mediator.enrich.EnrichMediator;
import dev.myelin.engine.mediator.enrich.Sources;
import dev.myelin.engine.mediator.enrich.Targets;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.TreeEdit.Action;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code <callout>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class CalloutCompiler implements MediatorCompiler<Callout> {
    @Override
    public Class<Callout> type() {
        return Callout.class;
    }

    @Override
    public void compile(Callout mediator, MediatorScope scope) {
        String id = scope.id("callout");
        Optional<String> uri = uri(mediator, id, scope);
        Optional<Source> source = source(mediator, scope);
        Optional<Target> target = target(mediator, scope);
        if (uri.isPresent() && source.isPresent() && target.isPresent()) {
            var call = new CallMediator(uri.get(), source.get(), target, OptionalInt.of(ErrorCode.CALLOUT_FAILED));
            scope.process("callout", call, "call " + uri.get(), mediator);
        }
    }

    private static Optional<String> uri(Callout mediator, String id, MediatorScope scope) {
        if (mediator.endpoint().isPresent()) {
            return new EndpointUse(mediator, scope)
                    .uri(mediator.endpoint().get(), id, SendRequest.Mode.CALL, Optional.empty());
        }
        if (mediator.endpointKey().isPresent()) {
            String key = mediator.endpointKey().get();
            return Optional.of(EndpointComponent.uri(key, SendRequest.Mode.CALL, Optional.empty()));
        }
        if (mediator.serviceUrl().isEmpty()) {
            scope.endpointByTo(id);
        } else if (!scope.endpointAt(mediator.serviceUrl().get(), id, mediator)) {
            return Optional.empty();
        }
        return Optional.of(EndpointComponent.uri(id, SendRequest.Mode.CALL, Optional.empty()));
    }

    private static Optional<Source> source(Callout mediator, MediatorScope scope) {
        Optional<Callout.Source> source = mediator.source();
        if (source.filter(Callout.Source::isEnvelope).isPresent()) {
            return Optional.of(CallParts.soap(Optional.empty(), mediator.action()));
        }
        Optional<EnrichMediator.Source> element = Optional.of(Sources::body);
        if (source.flatMap(Callout.Source::xpath).isPresent()) {
            element = new CallPartsCompiler(scope).found(source.get().xpath().orElseThrow(), source.get());
        } else if (source.flatMap(Callout.Source::key).isPresent()) {
            element = source.get().key().map(Sources::property);
        }
        return element.map(found -> CallParts.soap(Optional.of(found), mediator.action()));
    }

    private static Optional<Target> target(Callout mediator, MediatorScope scope) {
        Optional<Callout.Target> target = mediator.target();
        if (target.flatMap(Callout.Target::xpath).isPresent()) {
            return new CallPartsCompiler(scope)
                    .place(target.get().xpath().orElseThrow(), target.get())
                    .map(CallParts::element);
        }
        return target.flatMap(Callout.Target::key)
                .map(name -> CallParts.property(Scope.DEFAULT, name))
                .or(() -> Optional.of(CallParts.element(Targets.body(Action.REPLACE))));
    }
}
