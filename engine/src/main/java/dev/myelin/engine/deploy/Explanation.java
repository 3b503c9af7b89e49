package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.compiler.RouteXml;
import dev.myelin.engine.deploy.chart.FlowChart;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a conf directory compiles to, without anything running. */
public final class Explanation {
    private final Project project;
    private final Map<String, String> tiers;
    private final RouteXml routes;
    private final List<Diagnostic> errors;

    private Explanation(Project project, CompiledProject compiled, List<Diagnostic> errors) {
        this.project = project;
        this.tiers = compiled.tiers();
        this.routes = new RouteXml(compiled);
        this.errors = errors;
    }

    /** Compiles the conf directory at {@code root}, with the environment for {@code $env{NAME}}. */
    public static Explanation of(Path root, Map<String, String> environment) {
        LoadedProject loaded = new ProjectLoader(environment).load(ConfDirectory.at(root));
        CompiledProject compiled = loaded.compile();
        Set<Diagnostic> all = new LinkedHashSet<>(loaded.diagnostics());
        all.addAll(loaded.project().diagnostics());
        all.addAll(compiled.diagnostics());
        return new Explanation(
                loaded.project(),
                compiled,
                all.stream().filter(Diagnostic::isError).toList());
    }

    /** All routes as Camel XML. */
    public String all() {
        return routes.all();
    }

    /** The routes of one artefact and of what it uses; empty when none has that name, or it has errors. */
    public Optional<String> of(String artefact) {
        return routes.of(artefact);
    }

    /** All artefacts as one Mermaid flowchart. */
    public String drawing() {
        return FlowChart.all(project, tiers);
    }

    /** An artefact and what it uses as Mermaid flowchart; empty when none has that name, or it has errors. */
    public Optional<String> drawing(String artefact) {
        return FlowChart.of(project, tiers, artefact);
    }

    /** The names of the artefacts that {@link #of} knows, sorted. */
    public List<String> names() {
        return routes.names();
    }

    /** What keeps artefacts from being among the routes. */
    public List<Diagnostic> errors() {
        return errors;
    }
}
