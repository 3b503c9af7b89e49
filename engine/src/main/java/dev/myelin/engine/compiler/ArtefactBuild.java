package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.model.RouteDefinition;

/** One artefact while it is compiled: its routes count only when nothing in it is an error. */
final class ArtefactBuild {
    private final Compilation compilation;
    private final String name;
    private final String idPrefix;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<RouteDefinition> routes = new ArrayList<>();
    private final List<EndpointSettings> endpoints = new ArrayList<>();
    private boolean failed;

    /** With the name that logs show, and what tells its ids from those of an artefact of another kind. */
    ArtefactBuild(Compilation compilation, String name, String idPrefix) {
        this.compilation = compilation;
        this.name = name;
        this.idPrefix = idPrefix;
    }

    Compilation compilation() {
        return compilation;
    }

    String name() {
        return name;
    }

    /** An id such as {@code dispatchSeq/send-1}, once each. */
    String id(String kind) {
        return idPrefix + "/" + kind + "-" + ids.merge(kind, 1, Integer::sum);
    }

    void add(RouteDefinition route) {
        routes.add(route);
    }

    void add(EndpointSettings endpoint) {
        endpoints.add(endpoint);
    }

    void error(SynapseNode where, String code, String message, String hint) {
        error(where.location(), code, message, hint);
    }

    void error(SourceLocation where, String code, String message, String hint) {
        failed = true;
        compilation.report(Diagnostic.error(code, where, message, hint));
    }

    /**
     * An error because of a word that is none of {@code known}: something that is known not to be there, with what to use
     * in its place, or a slip of the pen.
     */
    void unsupported(SynapseNode where, String code, String message, Unsupported missing, Collection<String> known) {
        if (missing.isListed()) {
            failed = true;
            compilation.report(Diagnostic.unsupported(code, where.location(), message, missing));
        } else {
            error(
                    where,
                    code,
                    message,
                    DidYouMean.closest(missing.name(), known)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse(
                                    missing.kind() == Unsupported.Kind.TRANSPORT
                                            ? "An address begins with its scheme, as in" + " http://localhost:8080/x"
                                            : ""));
        }
    }

    /** A warning because of something that is known not to be there: messages that come to it are faults. */
    void missing(SynapseNode where, String code, String message, Unsupported missing) {
        compilation.report(Diagnostic.missing(code, where.location(), message, missing));
    }

    void warning(SynapseNode where, String code, String message, String hint) {
        compilation.report(Diagnostic.warning(code, where.location(), message, hint));
    }

    /** Hands over what was made, unless an error was found; whether it was handed over. */
    boolean finish() {
        if (!failed) {
            compilation.routes().addAll(routes);
            compilation.endpoints().addAll(endpoints);
        }
        return !failed;
    }
}
