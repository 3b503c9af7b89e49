package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.mediator.processor.ProcessorSettings;
import dev.myelin.engine.mediator.store.StoreSettings;
import dev.myelin.engine.mediator.task.TaskSettings;
import dev.myelin.engine.transport.http.ApiSettings;
import dev.myelin.engine.transport.http.ProxySettings;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.RouteDefinition;

/**
 * A project as routes. Artefacts with errors are left out; the others run.
 *
 * @param routes of all artefacts
 * @param inboundEndpoints the inbound endpoints of WebSocket and HTTP with routes
 * @param proxies the proxies with routes
 * @param apis the APIs with routes
 * @param endpoints named and anonymous ones
 * @param background what goes on without a client
 * @param diagnostics every finding of reading and compiling
 * @param tiers inbound endpoint to its tier and what made it so
 */
public record CompiledProject(
        List<RouteDefinition> routes,
        List<Inbound> inboundEndpoints,
        List<ProxySettings> proxies,
        List<ApiSettings> apis,
        List<EndpointSettings> endpoints,
        Background background,
        List<Diagnostic> diagnostics,
        Map<String, String> tiers) {

    /**
     * What goes on without a client.
     *
     * @param stores the message stores
     * @param processors the message processors with a store
     * @param tasks the tasks
     */
    public record Background(
            List<StoreSettings> stores, List<ProcessorSettings> processors, List<TaskSettings> tasks) {}

    /**
     * An inbound endpoint that listens by itself.
     *
     * @param settings of its parameters
     * @param protocol such as {@code ws}
     * @param sequence of its messages
     * @param onError its fault sequence
     * @param suspended whether it takes no clients before somebody activates it
     */
    public record Inbound(
            InboundSettings settings, String protocol, String sequence, Optional<String> onError, boolean suspended) {
        /** Its name. */
        public String name() {
            return settings.name();
        }
    }

    /** Whether anything was found that keeps an artefact from running. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /** The same with findings about artefacts that are not in it. */
    CompiledProject withFindings(List<Diagnostic> more) {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.addAll(more);
        return new CompiledProject(
                routes, inboundEndpoints, proxies, apis, endpoints, background, List.copyOf(all), tiers);
    }
}
