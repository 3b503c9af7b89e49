package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Send;
import dev.myelin.engine.mediator.SendByDirectionMediator;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.message.SendRequest;
import java.util.Optional;
import org.apache.camel.model.SetPropertyDefinition;

/** {@code <send>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class SendCompiler implements MediatorCompiler<Send> {
    @Override
    public Class<Send> type() {
        return Send.class;
    }

    @Override
    public void compile(Send mediator, MediatorScope scope) {
        Optional<String> receive = mediator.receive();
        if (receive.filter(Reference::isDynamic).isPresent()) {
            scope.dynamicKey(receive.get(), mediator).ifPresent(name -> {
                var value = Nodes.expression(name.source(), Nodes.text(name::text));
                scope.add(
                        new SetPropertyDefinition(EndpointComponent.DYNAMIC_RECEIVE, value),
                        scope.id("receive"),
                        mediator);
            });
            receive = Optional.of(EndpointComponent.DYNAMIC);
        }
        if (mediator.endpoint().isPresent()) {
            new EndpointUse(mediator, scope)
                    .add(mediator.endpoint().get(), scope.id("send"), SendRequest.Mode.SEND, receive);
        } else {
            byDirection(mediator, receive, scope);
        }
    }

    /** One processor, no choice of Camel's: it is how replies usually go back. */
    private static void byDirection(Send mediator, Optional<String> receive, MediatorScope scope) {
        String name = scope.id("send-to");
        scope.endpointByTo(name);
        var send = new SendByDirectionMediator(EndpointComponent.uri(name, SendRequest.Mode.SEND, receive));
        scope.process("send", send, "send a reply back to the caller, a request to where its To points", mediator);
    }
}
