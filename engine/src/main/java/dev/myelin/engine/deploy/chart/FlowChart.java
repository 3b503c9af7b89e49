package dev.myelin.engine.deploy.chart;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Artefact;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.outline.Outline;
import dev.myelin.engine.deploy.chart.Mermaid.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An artefact and the sequences and templates that it reaches, each in a box of its own, as a Mermaid flowchart. */
public final class FlowChart {
    /** Nothing follows these. */
    private static final Set<String> LAST = Set.of("respond", "drop", "loopback", "throwError");

    /** A message goes one of their ways; the word for none of them. */
    private static final Map<String, String> CHOICES =
            Map.of("filter", "else", "switch", "default", "in", "else", "out", "else", "conditionalRouter", "else");

    /** What goes on behind these has come through one of their ways. */
    private static final Set<String> SPLITTING = Set.of("clone", "iterate", "foreach", "scatter-gather", "throttle");

    /** What is worth saying of a mediator, in this order. */
    private static final List<String> TELLING = List.of(
            "name",
            "key",
            "target",
            "xpath",
            "source",
            "expression",
            "level",
            "value",
            "messageStore",
            "language",
            "type");

    private final Project project;
    private final Map<String, String> tiers;
    private final Mermaid chart = new Mermaid();
    private final Map<String, String> boxes = new HashMap<>();
    private final Deque<Artefact> open = new ArrayDeque<>();

    /** A way out of a node that the next one is to be joined to. */
    private record End(String node, String label) {}

    private FlowChart(Project project, Map<String, String> tiers) {
        this.project = project;
        this.tiers = tiers;
    }

    /** The drawing of every artefact of that name, with the tier of each inbound endpoint; empty when there is none. */
    public static Optional<String> of(Project project, Map<String, String> tiers, String name) {
        List<Artefact> found = artefacts(project)
                .filter(artefact -> artefact.name().equals(name))
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(new FlowChart(project, tiers).draw(found));
    }

    /** The drawing of all artefacts. */
    public static String all(Project project, Map<String, String> tiers) {
        return new FlowChart(project, tiers).draw(artefacts(project).toList());
    }

    private static Stream<Artefact> artefacts(Project project) {
        return Stream.<Map<String, ? extends Artefact>>of(
                        project.inboundEndpoints(),
                        project.proxies(),
                        project.apis(),
                        project.sequences(),
                        project.templates())
                .flatMap(kind -> kind.values().stream());
    }

    private String draw(List<Artefact> artefacts) {
        artefacts.forEach(this::box);
        while (!open.isEmpty()) {
            artefact(open.removeFirst());
        }
        return chart.toString();
    }

    /** The node where an artefact begins; it is drawn later if it is not drawn yet. */
    private String box(Artefact artefact) {
        String title = Outline.of((SynapseNode) artefact).element() + " " + artefact.name();
        String known = boxes.get(title);
        if (known == null) {
            String tier = artefact instanceof InboundEndpoint ? tiers.getOrDefault(artefact.name(), "") : "";
            known = tier.isEmpty()
                    ? chart.node(Shape.ROUND, title)
                    : chart.node(Shape.ROUND, title, "tier " + tier.replaceFirst(" .*", ""));
            boxes.put(title, known);
            open.addLast(artefact);
        }
        return known;
    }

    private void artefact(Artefact artefact) {
        Outline outline = Outline.of((SynapseNode) artefact);
        String start = box(artefact);
        chart.begin(outline.element() + " " + artefact.name());
        for (Branch branch : Branch.of(outline)) {
            branch(branch, start);
        }
        chart.end();
    }

    /** Draws a way out of {@code from}; where it ends. */
    private List<End> branch(Branch branch, String from) {
        if (branch.sequence().isPresent()) {
            return reference(branch, from);
        }
        List<End> ends = flow(branch.mediators(), List.of(new End(from, branch.label())));
        if (branch.endpoint().isPresent()) {
            String endpoint = endpoint(branch.endpoint().get());
            ends.forEach(end -> chart.arrow(end.node(), end.label(), endpoint));
            return List.of();
        }
        return ends;
    }

    private List<End> reference(Branch branch, String from) {
        String name = branch.sequence().orElse("");
        if (branch.isFault()) {
            sequence(name).ifPresent(box -> chart.dotted(from, branch.label(), box));
            return List.of();
        }
        String node = chart.node(Shape.SUBROUTINE, "sequence", name);
        chart.arrow(from, branch.label(), node);
        sequence(name).ifPresent(box -> chart.dotted(node, "", box));
        return List.of(new End(node, ""));
    }

    private Optional<String> sequence(String name) {
        return Reference.isDynamic(name)
                ? Optional.empty()
                : Optional.ofNullable(project.sequences().get(name)).map(this::box);
    }

    private List<End> flow(List<Outline> mediators, List<End> before) {
        List<End> ends = before;
        for (Outline mediator : mediators) {
            ends = step(mediator, ends);
        }
        return ends;
    }

    private List<End> step(Outline mediator, List<End> before) {
        if (mediator.element().equals("sequence") && mediator.attribute("key").isEmpty()) {
            return flow(mediator.mediators(), before);
        }
        List<Branch> branches = Branch.of(mediator);
        String node = chart.node(shape(mediator, branches), label(mediator));
        before.forEach(end -> chart.arrow(end.node(), end.label(), node));
        runs(mediator, node);
        if (LAST.contains(mediator.element())) {
            return List.of();
        }
        List<End> after = new ArrayList<>();
        for (Branch branch : branches) {
            if (branch.endpoint().isPresent() && branch.label().isEmpty()) {
                sends(mediator, node, branch.endpoint().get());
            } else {
                after.addAll(branch(branch, node));
            }
        }
        return through(mediator, branches, node, after);
    }

    /** Where the flow goes on behind a mediator whose ways end at {@code after}. */
    private static List<End> through(Outline mediator, List<Branch> branches, String node, List<End> after) {
        String otherwise = CHOICES.get(mediator.element());
        boolean complete = branches.stream().anyMatch(each -> each.label().equals(otherwise));
        if (otherwise != null && !complete) {
            after.add(new End(node, otherwise));
        } else if (otherwise == null && (branches.isEmpty() || !SPLITTING.contains(mediator.element()))) {
            after.add(new End(node, ""));
        }
        return after;
    }

    private void sends(Outline mediator, String node, Outline endpoint) {
        String target = endpoint(endpoint);
        if (mediator.element().equals("call")) {
            chart.exchange(node, "", target);
        } else {
            chart.arrow(node, "", target);
        }
    }

    /** What a mediator runs by name. */
    private void runs(Outline mediator, String node) {
        if (mediator.element().equals("sequence")) {
            mediator.attribute("key").flatMap(this::sequence).ifPresent(box -> chart.dotted(node, "", box));
        }
        mediator.attribute("receive").flatMap(this::sequence).ifPresent(box -> chart.dotted(node, "receive", box));
        if (mediator.element().equals("call-template")) {
            mediator.attribute("target")
                    .map(project.templates()::get)
                    .ifPresent(template -> chart.dotted(node, "", box(template)));
        }
    }

    private String endpoint(Outline endpoint) {
        return chart.node(Shape.SLANTED, "endpoint", addresses(endpoint).collect(Collectors.joining(", ")));
    }

    private static Stream<String> addresses(Outline element) {
        Optional<String> own = Stream.of("key", "key-expression", "uri", "uri-template", "template")
                .flatMap(name -> element.attribute(name).stream())
                .findFirst();
        Stream<String> below = element.children().stream().flatMap(FlowChart::addresses);
        return own.isPresent() ? own.stream() : below;
    }

    private static Shape shape(Outline mediator, List<Branch> branches) {
        if (CHOICES.containsKey(mediator.element())) {
            return Shape.DIAMOND;
        }
        if (List.of("sequence", "call-template").contains(mediator.element())) {
            return Shape.SUBROUTINE;
        }
        boolean several = branches.stream().anyMatch(branch -> branch.endpoint().isEmpty());
        return several ? Shape.HEXAGON : Shape.BOX;
    }

    private static String[] label(Outline mediator) {
        Stream<String> details = TELLING.stream()
                .flatMap(name -> mediator.attribute(name).stream().filter(value -> !value.isBlank()))
                .limit(2);
        return Stream.concat(Stream.of(mediator.element()), details).toArray(String[]::new);
    }
}
