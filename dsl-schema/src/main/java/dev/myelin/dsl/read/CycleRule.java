package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.Branch;
import dev.myelin.dsl.model.Drop;
import dev.myelin.dsl.model.Filter;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Respond;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.Switch;
import dev.myelin.dsl.model.SynapseNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** No sequence runs itself through others: in a condition a warning, without one an error, for it would never end. */
final class CycleRule implements ProjectRule {
    @Override
    public void check(Project project, DiagnosticSink sink) {
        Map<String, List<Use>> uses = new LinkedHashMap<>();
        project.sequences().forEach((name, sequence) -> uses.put(name, uses(sequence)));
        find(
                uses,
                use -> !use.conditional,
                (path, closing) -> sink.report(Diagnostic.error(
                        Codes.ENDLESS_CYCLE,
                        closing.location,
                        "sequences run each other without end: " + path,
                        "Remove this reference, or put it into a filter")));
        find(uses, use -> true, (path, closing) -> {
            if (closing.onConditionalPath) {
                sink.report(Diagnostic.warning(
                        Codes.CYCLE,
                        closing.location,
                        "sequences run each other: " + path,
                        "Make sure that a condition ends it; at a depth of 256 it is a fault"));
            }
        });
    }

    /** Takes each cycle that the search closes. */
    @FunctionalInterface
    private interface Found {
        void cycle(String path, Closing closing);
    }

    // The reference that closes a cycle, and whether there is a condition somewhere on the way round.
    private record Closing(SourceLocation location, boolean onConditionalPath) {}

    // A sequence that another one runs.
    private record Use(String target, SourceLocation location, boolean conditional) {}

    // A sequence on the current path, with the use that led to it.
    private record Step(String name, boolean conditional, Iterator<Use> uses) {}

    /** Depth-first search without recursion: chains of references can be as long as a project is large. */
    private static void find(Map<String, List<Use>> all, Predicate<Use> counts, Found found) {
        Set<String> done = new HashSet<>();
        for (String start : all.keySet()) {
            Deque<Step> path = new ArrayDeque<>();
            Set<String> onPath = new HashSet<>();
            if (done.add(start)) {
                enter(start, false, all, path, onPath);
            }
            while (!path.isEmpty()) {
                Step top = path.getLast();
                if (!top.uses.hasNext()) {
                    onPath.remove(path.removeLast().name);
                    continue;
                }
                Use use = top.uses.next();
                if (counts.test(use)) {
                    if (onPath.contains(use.target)) {
                        close(path, use, found);
                    } else if (done.add(use.target)) {
                        enter(use.target, use.conditional, all, path, onPath);
                    }
                }
            }
        }
    }

    private static void enter(
            String name, boolean conditional, Map<String, List<Use>> all, Deque<Step> path, Set<String> onPath) {
        path.addLast(
                new Step(name, conditional, all.getOrDefault(name, List.of()).iterator()));
        onPath.add(name);
    }

    private static void close(Deque<Step> path, Use closing, Found found) {
        List<String> names = new ArrayList<>();
        boolean conditional = closing.conditional;
        boolean inside = false;
        for (Step step : path) {
            // The use that led to the first sequence of the cycle is not part of it.
            conditional |= inside && step.conditional;
            inside |= step.name.equals(closing.target);
            if (inside) {
                names.add(step.name);
            }
        }
        names.add(closing.target);
        found.cycle(String.join(" -> ", names), new Closing(closing.location, conditional));
    }

    private static List<Use> uses(Sequence sequence) {
        List<Use> uses = new ArrayList<>();
        key(sequence, false, uses);
        collect(sequence.mediators(), false, uses);
        return uses;
    }

    /** Collects up to the mediator that ends the sequence. */
    private static void collect(List<? extends SynapseNode> nodes, boolean conditional, List<Use> uses) {
        for (SynapseNode node : nodes) {
            if (node instanceof Respond || node instanceof Drop) {
                return;
            }
            if (node instanceof Sequence sequence) {
                key(sequence, conditional, uses);
                collect(sequence.mediators(), conditional, uses);
            } else if (node instanceof Filter filter) {
                collect(filter.mediators(), true, uses);
                filter.then().ifPresent(branch -> branch(branch, uses));
                filter.otherwise().ifPresent(branch -> branch(branch, uses));
            } else if (node instanceof Switch choice) {
                choice.cases().forEach(each -> collect(each.mediators(), true, uses));
                choice.otherwise().ifPresent(each -> collect(each.mediators(), true, uses));
            } else if (node instanceof Mediator other) {
                collect(other.children(), conditional, uses);
            }
        }
    }

    private static void branch(Branch branch, List<Use> uses) {
        branch.sequence().ifPresent(name -> use(name, branch.location(), true, uses));
        collect(branch.mediators(), true, uses);
    }

    private static void key(Sequence sequence, boolean conditional, List<Use> uses) {
        sequence.key().ifPresent(name -> use(name, sequence.location(), conditional, uses));
    }

    private static void use(String name, SourceLocation location, boolean conditional, List<Use> uses) {
        if (!Reference.isDynamic(name)) {
            uses.add(new Use(name, location, conditional));
        }
    }
}
