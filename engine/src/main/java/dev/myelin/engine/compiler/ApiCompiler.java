package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Api;
import dev.myelin.dsl.model.MediatorList;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.UriNames;
import dev.myelin.engine.transport.http.ApiSettings;
import dev.myelin.engine.transport.http.ResourcePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.model.ToDefinition;

/** An API: a route {@code api:NAME/n} for each resource, and one each for its out and fault sequence. */
final class ApiCompiler {
    private final Api api;
    private final ArtefactBuild build;

    private ApiCompiler(Api api, ArtefactBuild build) {
        this.api = api;
        this.build = build;
    }

    /** The routes go into {@code build}; empty, and reported, when the API has nothing to run. */
    static Optional<ApiSettings> compile(Api api, ArtefactBuild build) {
        if (!api.context().startsWith("/")) {
            String message = "context: " + api.context() + " (expected: a path that begins with /)";
            build.error(api, "MYL-2045", message, "Write context=\"/" + api.context() + "\"");
            return Optional.empty();
        }
        return Optional.of(new ApiCompiler(api, build).compile());
    }

    private ApiSettings compile() {
        List<ApiSettings.Resource> resources = new ArrayList<>();
        for (Api.Resource resource : api.resources()) {
            resources.add(resource(resource, resources.size()));
        }
        return new ApiSettings(
                api.name(),
                context(),
                api.version().orElse(""),
                api.hostname().map(text -> text.toLowerCase(Locale.ROOT)),
                api.port(),
                api.transports(),
                api.bindsTo().isEmpty() ? List.of(ApiSettings.DEFAULT) : api.bindsTo(),
                resources);
    }

    /** The path that requests begin with; that of the root context is empty. */
    private String context() {
        String context = api.context().strip();
        while (context.endsWith("/")) {
            context = context.substring(0, context.length() - 1);
        }
        String version = api.version().orElse("");
        return switch (api.versionType()) {
            case "url" -> version.isEmpty() ? context : context + "/" + version;
            case "context" -> context.replace("{version}", version);
            default -> context;
        };
    }

    private ApiSettings.Resource resource(Api.Resource resource, int number) {
        String prefix = "api/" + api.name() + "/" + number + "/";
        Optional<String> fault = faultSequence(resource, prefix);
        String id = "api:" + api.name() + "/" + number;
        MediatorScope scope =
                new RouteBuild(build, resource).guarded(id, "api:" + UriNames.encode(api.name() + "/" + number), fault);
        inSequence(resource, scope);
        return new ApiSettings.Resource(
                path(resource), resource.methods(), resource.protocol(), outSequence(resource, prefix, fault));
    }

    private static ResourcePath path(Api.Resource resource) {
        return resource.uriTemplate()
                .map(ResourcePath::ofTemplate)
                .or(() -> resource.urlMapping().map(ResourcePath::ofMapping))
                .orElseGet(ResourcePath::any);
    }

    private static void inSequence(Api.Resource resource, MediatorScope scope) {
        List<?> inline = resource.inSequence().map(MediatorList::mediators).orElse(List.of());
        if (resource.inSequenceName().isPresent()) {
            String name = resource.inSequenceName().get();
            scope.add(new ToDefinition(SequenceComponent.uri(name)), scope.id("inSequence"), resource);
        } else if (inline.isEmpty()) {
            scope.process("nothing", exchange -> {}, "no inSequence", resource);
        } else {
            resource.inSequence().ifPresent(list -> scope.compile(list.mediators()));
        }
    }

    private Optional<String> faultSequence(Api.Resource resource, String prefix) {
        if (resource.faultSequenceName().isEmpty() && resource.faultSequence().isPresent()) {
            MediatorList list = resource.faultSequence().get();
            String name = prefix + "faultSequence";
            SequenceCompiler.compileInline(name, list.mediators(), list, build, Optional.empty());
            return Optional.of(name);
        }
        return build.compilation().faultSequence(resource.faultSequenceName());
    }

    private Optional<String> outSequence(Api.Resource resource, String prefix, Optional<String> fault) {
        String name = prefix + "outSequence";
        if (resource.outSequenceName().isPresent()) {
            MediatorScope scope = new RouteBuild(build, resource)
                    .guarded(SequenceCompiler.routeId(name), SequenceComponent.uri(name), fault);
            String own = resource.outSequenceName().get();
            scope.add(new ToDefinition(SequenceComponent.uri(own)), scope.id("outSequence"), resource);
            return Optional.of(name);
        }
        return resource.outSequence().map(list -> {
            SequenceCompiler.compileInline(name, list.mediators(), list, build, fault);
            return name;
        });
    }
}
