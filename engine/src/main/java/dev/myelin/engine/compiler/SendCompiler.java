package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Send;
import dev.myelin.engine.mediator.SendBackMediator;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.SendRequest;
import java.util.Optional;
import org.apache.camel.model.ChoiceDefinition;
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
        if (mediator.endpoint().isEmpty()) {
            sendByDirection(mediator, scope);
            return;
        }
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
        new EndpointUse(mediator, scope)
                .add(mediator.endpoint().get(), scope.id("send"), SendRequest.Mode.SEND, receive);
    }

    /** A reply goes back to the caller, a request to where its To points. */
    private static void sendByDirection(Send mediator, MediatorScope scope) {
        String id = scope.id("send");
        ChoiceDefinition choice = scope.add(new ChoiceDefinition(), id, mediator);
        var when = Conditions.when(
                Nodes.predicate("message is a response", exchange -> MessageContext.of(exchange)
                        .isResponse()),
                id + "-back");
        choice.addOutput(when);
        scope.branch(when, choice).process("send-back", new SendBackMediator(), "send back to the caller", mediator);
        var otherwise = Conditions.otherwise(id + "-to");
        choice.addOutput(otherwise);
        new EndpointUse(mediator, scope.branch(otherwise, choice))
                .toHeader(id + "-endpoint", SendRequest.Mode.SEND, mediator.receive());
    }
}
