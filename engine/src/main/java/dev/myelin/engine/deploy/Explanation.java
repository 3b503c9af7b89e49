package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.compiler.RouteXml;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a conf directory compiles to, without anything running. */
public final class Explanation {
    private final RouteXml routes;
    private final List<Diagnostic> errors;

    private Explanation(RouteXml routes, List<Diagnostic> errors) {
        this.routes = routes;
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
                new RouteXml(compiled), all.stream().filter(Diagnostic::isError).toList());
    }

    /** All routes as Camel XML. */
    public String all() {
        return routes.all();
    }

    /** The routes of one artefact and of what it uses; empty when none has that name, or it has errors. */
    public Optional<String> of(String artefact) {
        return routes.of(artefact);
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
