package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.expression.SynapseExpressions;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.camel.model.RouteDefinition;

/** One run of the compiler: what it works on and what it has found and made so far. */
final class Compilation {
    private final Project project;
    private final DeploymentConfig config;
    private final CompileSettings settings;
    private final CamelTransports transports;
    private final SynapseExpressions expressions;
    private final Map<Class<?>, MediatorCompiler<?>> compilers = new HashMap<>();
    private final List<Diagnostic> found = new ArrayList<>();
    private final List<RouteDefinition> routes = new ArrayList<>();
    private final List<EndpointSettings> endpoints = new ArrayList<>();

    Compilation(Project project, DeploymentConfig config, CompileSettings settings, CamelTransports transports) {
        this.transports = transports;
        this.project = project;
        this.config = config;
        this.settings = settings;
        this.expressions = new SynapseExpressions(settings.context());
        found.addAll(project.diagnostics());
        for (MediatorCompiler<?> compiler : ServiceLoader.load(MediatorCompiler.class)) {
            compilers.put(compiler.type(), compiler);
        }
    }

    Project project() {
        return project;
    }

    DeploymentConfig config() {
        return config;
    }

    CompileSettings settings() {
        return settings;
    }

    /** The transports that are Camel components. */
    CamelTransports transports() {
        return transports;
    }

    SynapseExpressions expressions() {
        return expressions;
    }

    List<Diagnostic> found() {
        return found;
    }

    List<RouteDefinition> routes() {
        return routes;
    }

    List<EndpointSettings> endpoints() {
        return endpoints;
    }

    /** Takes a finding, unless the same place is known for the same fault already. */
    void report(Diagnostic diagnostic) {
        boolean known = !diagnostic.location().equals(SourceLocation.UNKNOWN)
                && found.stream()
                        .anyMatch(other -> other.code().equals(diagnostic.code())
                                && other.location().equals(diagnostic.location())
                                && other.message().equals(diagnostic.message()));
        if (!known) {
            found.add(diagnostic);
        }
    }

    @SuppressWarnings("unchecked")
    <M extends Mediator> Optional<MediatorCompiler<M>> compilerOf(M mediator) {
        return Optional.ofNullable((MediatorCompiler<M>) compilers.get(mediator.getClass()));
    }

    /** The sequence that handles faults of an artefact: its own, else {@code fault}, else none. */
    Optional<String> faultSequence(Optional<String> own) {
        return own.or(() -> Optional.of("fault").filter(project.sequences()::containsKey));
    }
}
