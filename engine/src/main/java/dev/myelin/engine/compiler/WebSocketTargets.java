package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Address;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.Reference;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which endpoints are WebSocket back-ends whose address is known when compiling. */
final class WebSocketTargets {
    private final Compilation compilation;

    WebSocketTargets(Compilation compilation) {
        this.compilation = compilation;
    }

    /** The {@code ws://} or {@code wss://} address of an endpoint that sends messages there as they are. */
    Optional<String> addressOf(Endpoint endpoint) {
        return resolved(endpoint)
                .filter(found -> found.address().flatMap(Address::format).isEmpty())
                .flatMap(this::settings)
                .map(EndpointSettings::target)
                .filter(target -> target instanceof EndpointSettings.Uri uri && isWebSocket(uri.scheme()))
                .map(target -> ((EndpointSettings.Uri) target).uri());
    }

    /** Whether only the message says which endpoint it is. */
    boolean isNamedByMessage(Endpoint endpoint) {
        return endpoint.keyExpression().isPresent()
                || endpoint.key().filter(Reference::isDynamic).isPresent();
    }

    /** What tells the WebSocket back-end of an endpoint from others; empty when it is none. */
    Optional<String> nameOf(Endpoint endpoint) {
        return resolved(endpoint)
                .flatMap(this::settings)
                .filter(settings -> isOther(settings, ""))
                .map(settings -> settings.target().toString());
    }

    /** Whether a message to an endpoint may go to another WebSocket back-end than the one at {@code address}. */
    boolean mayReachOther(Endpoint endpoint, String address) {
        if (isNamedByMessage(endpoint)) {
            return true;
        }
        return resolved(endpoint)
                .flatMap(this::settings)
                .filter(settings -> isOther(settings, address))
                .isPresent();
    }

    private static boolean isOther(EndpointSettings settings, String address) {
        EndpointSettings.Target target = settings.target();
        if (target instanceof EndpointSettings.Uri uri) {
            return isWebSocket(uri.scheme()) && !uri.uri().equals(address);
        }
        if (target instanceof EndpointSettings.Template template) {
            String scheme = template.uri().scheme();
            return scheme.isEmpty() || isWebSocket(scheme) || settings.upgrades();
        }
        return true; // only the message, or the time of running, decides
    }

    private static boolean isWebSocket(String scheme) {
        return scheme.equals("ws") || scheme.equals("wss");
    }

    /** What is wrong with it has been reported by whoever compiled the endpoint. */
    private Optional<EndpointSettings> settings(Endpoint endpoint) {
        return new EndpointReader(new ArtefactBuild(compilation, "", "")).read(endpoint, "");
    }

    /** What the sender for {@code address} lacks; empty when there is one. */
    Optional<String> disabledSender(String address) {
        DeploymentConfig config = compilation.config();
        String scheme = new EndpointSettings.Uri(address).scheme();
        boolean enabled =
                scheme.equals("wss") ? config.wss().enabled() : config.ws().enabled();
        return enabled ? Optional.empty() : Optional.of("the sender for " + scheme + ":// is disabled");
    }

    /** The endpoint at the end of its keys; empty when they end nowhere, or with an expression. */
    private Optional<Endpoint> resolved(Endpoint endpoint) {
        Set<String> seen = new HashSet<>();
        Endpoint found = endpoint;
        while (found != null && found.key().isPresent()) {
            String key = found.key().get();
            found = seen.add(key) ? compilation.project().endpoints().get(key) : null;
        }
        return Optional.ofNullable(found).filter(last -> last.keyExpression().isEmpty());
    }
}
