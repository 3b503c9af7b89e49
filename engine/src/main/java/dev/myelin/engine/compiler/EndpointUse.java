package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Address;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.message.SendRequest;
import java.util.Optional;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * The node that sends to the endpoint inside a mediator: by its key, or under the mediator's id.
 *
 * @param mediator {@code send}, {@code call} or what else sends
 * @param scope the mediator's
 */
record EndpointUse(SynapseNode mediator, MediatorScope scope) {
    void add(Endpoint endpoint, String id, SendRequest.Mode mode, Optional<String> receive) {
        name(endpoint, id).ifPresent(name -> {
            ToDefinition to = new ToDefinition(EndpointComponent.uri(name, mode, receive));
            to.setDescription(endpoint.address().map(Address::uri).orElse(null));
            scope.add(to, id, mediator);
        });
    }

    /** The URI of what sends, for a processor that does more than send. */
    Optional<String> uri(Endpoint endpoint, String id, SendRequest.Mode mode, Optional<String> receive) {
        return name(endpoint, id).map(name -> EndpointComponent.uri(name, mode, receive));
    }

    private Optional<String> name(Endpoint endpoint, String id) {
        Optional<String> key = endpoint.key().or(() -> endpoint.keyExpression().map(text -> "{" + text.strip() + "}"));
        if (key.filter(Reference::isDynamic).isPresent()) {
            return scope.dynamicKey(key.get(), endpoint).map(found -> {
                var value = Nodes.expression(found.source(), Nodes.text(found::text));
                scope.add(
                        new SetPropertyDefinition(EndpointComponent.DYNAMIC_KEY, value),
                        scope.id("endpoint-name"),
                        mediator);
                return EndpointComponent.DYNAMIC;
            });
        }
        return key.or(() -> scope.endpoint(endpoint, id).map(settings -> settings.name()));
    }
}
