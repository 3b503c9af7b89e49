package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Artefact;
import dev.myelin.dsl.model.Branch;
import dev.myelin.dsl.model.Drop;
import dev.myelin.dsl.model.Filter;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Respond;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.Switch;
import dev.myelin.dsl.model.SynapseNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** References that lead nowhere, and sequences that run themselves. */
final class ReferenceCheck {
    private static final Set<String> SEQUENCE_PARAMETERS =
            Set.of("ws.outflow.dispatch.sequence", "ws.outflow.dispatch.fault.sequence");
    private static final String LATE = "It is looked up at run time; a message that finds nothing runs the fault sequence";

    private final Compilation compilation;
    private final Project project;

    ReferenceCheck(Compilation compilation) {
        this.compilation = compilation;
        this.project = compilation.project();
    }

    void check() {
        Stream.of(project.sequences(), project.proxies(), project.inboundEndpoints(), project.endpoints())
                .flatMap(artefacts -> artefacts.values().stream())
                .forEach(artefact -> references((SynapseNode) artefact));
        Set<String> reported = new HashSet<>();
        for (Sequence sequence : project.sequences().values()) {
            new Cycles(reported).walk(sequence, true);
        }
    }

    private void references(SynapseNode node) {
        node.references().forEach(this::resolve);
        if (node instanceof Parameter parameter
                && SEQUENCE_PARAMETERS.contains(parameter.name())
                && parameter.key().isEmpty()) {
            resolve(new Reference(Reference.Kind.SEQUENCE, parameter.text(), parameter.location()));
        }
        node.children().forEach(this::references);
    }

    private void resolve(Reference reference) {
        switch (reference.kind()) {
            case SEQUENCE -> missing(reference, project.sequences().keySet(), "MYL-2001", "sequence");
            case ENDPOINT -> missing(reference, project.endpoints().keySet(), "MYL-2002", "endpoint");
            case ENTRY -> {
                // The mediators that use entries report them: they are read when the project is compiled.
            }
        }
    }

    private void missing(Reference reference, Collection<String> names, String code, String kind) {
        if (!names.contains(reference.name())) {
            String message = kind + ": " + reference.name() + " (expected: the name of a deployed " + kind + ")";
            compilation.report(Diagnostic.warning(code, reference.location(), message, LATE));
        }
    }

    /** Follows the sequences that one runs, depth first. */
    private final class Cycles {
        private final Deque<String> path = new ArrayDeque<>();
        private final Set<String> reported;
        private final Set<String> done = new HashSet<>();

        Cycles(Set<String> reported) {
            this.reported = reported;
        }

        void walk(Sequence sequence, boolean always) {
            if (path.contains(sequence.name())) {
                report(sequence, always);
            } else if (done.add(sequence.name())) {
                path.addLast(sequence.name());
                steps(sequence.mediators(), always);
                path.removeLast();
            }
        }

        /** Whether what comes after {@code nodes} always runs. */
        private boolean steps(List<? extends SynapseNode> nodes, boolean always) {
            boolean reached = always;
            for (SynapseNode node : nodes) {
                reached = step(node, reached);
            }
            return reached;
        }

        private boolean step(SynapseNode node, boolean always) {
            if (node instanceof Sequence inner && inner.key().isPresent()) {
                follow(inner.key().get(), always);
                return always;
            }
            if (node instanceof Filter || node instanceof Switch) {
                branches(node);
                return always && !mayEnd(node);
            }
            return always && !(node instanceof Respond) && !(node instanceof Drop);
        }

        private void branches(SynapseNode node) {
            if (node instanceof Branch branch) {
                branch.sequence().ifPresent(name -> follow(name, false));
            }
            for (SynapseNode child : node.children()) {
                if (child instanceof Sequence inner && inner.key().isPresent()) {
                    follow(inner.key().get(), false);
                } else {
                    branches(child);
                }
            }
        }

        private void follow(String name, boolean always) {
            Sequence next = project.sequences().get(name);
            if (next != null) {
                walk(next, always);
            }
        }

        private boolean mayEnd(SynapseNode node) {
            return node instanceof Respond
                    || node instanceof Drop
                    || node instanceof Branch branch && branch.sequence().isPresent()
                    || node instanceof Sequence
                    || node.children().stream().anyMatch(this::mayEnd);
        }

        private void report(Sequence sequence, boolean always) {
            if (!reported.add(sequence.name())) {
                return;
            }
            List<String> cycle = path.stream().dropWhile(name -> !name.equals(sequence.name())).toList();
            reported.addAll(cycle);
            String message = "sequence: " + String.join(" -> ", cycle) + " -> " + sequence.name()
                    + (always ? " (expected: an end; every message would run round)" : " (expected: no cycle)");
            Artefact where = sequence;
            compilation.report(
                    always
                            ? Diagnostic.error("MYL-2004", where.location(), message, "")
                            : Diagnostic.warning(
                                    "MYL-2004", where.location(), message, "At depth 256 a message runs the fault sequence"));
        }
    }
}
