package dev.myelin.engine.compiler;

import dev.myelin.engine.mediator.UriNames;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.xml.out.ModelWriter;

/** Compiled routes as Camel XML, for {@code myelin explain}. */
public final class RouteXml {
    private final CompiledProject project;
    private final List<BackgroundText.Line> background;
    private final Map<String, RouteDefinition> byUri = new LinkedHashMap<>();

    /** Of one project. */
    public RouteXml(CompiledProject project) {
        this.project = project;
        this.background = BackgroundText.of(project.background());
        for (RouteDefinition route : project.routes()) {
            byUri.put(route.getInput().getEndpointUri(), route);
        }
    }

    /** Every route, in one {@code <routes>} element. */
    public String all() {
        return render(project.routes(), background);
    }

    /** The routes of an inbound endpoint, a proxy, a sequence, a message processor or a task, what is to be said of a message store, and those that they reach; empty for another name. */
    public Optional<String> of(String artefact) {
        List<RouteDefinition> start = Stream.of(
                        "ws:inbound/" + artefact,
                        "ws:connect/" + artefact,
                        "ws:outflow/" + artefact,
                        "ws:disconnect/" + artefact,
                        "inbound:" + artefact,
                        "proxy:" + artefact,
                        "api:" + artefact + "/",
                        "sequence:template/" + artefact,
                        "sequence:processor/" + artefact + "/",
                        "sequence:task/" + artefact,
                        "sequence:" + artefact)
                .flatMap(id -> project.routes().stream().filter(route -> isOf(route.getId(), id)))
                .toList();
        List<BackgroundText.Line> lines =
                background.stream().filter(line -> line.name().equals(artefact)).toList();
        return start.isEmpty() && lines.isEmpty() ? Optional.empty() : Optional.of(render(reached(start), lines));
    }

    /** Whether a route has the id, or, where that ends with a slash, one of those below it. */
    private static boolean isOf(String route, String id) {
        return id.endsWith("/") ? route.startsWith(id) : route.equals(id);
    }

    /** The names that {@link #of} knows, sorted. */
    public List<String> names() {
        return Stream.concat(routeNames(), background.stream().map(BackgroundText.Line::name))
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<String> routeNames() {
        return project.routes().stream()
                .map(RouteDefinition::getId)
                .filter(id -> !id.startsWith("ws:") || id.startsWith("ws:inbound/"))
                .map(id -> id.startsWith("api:") ? id.replaceFirst("/\\d+$", "") : id)
                .map(id -> id.replaceFirst("^sequence:processor/(.*)/[a-z]+$", "sequence:$1"))
                .map(id -> id.replaceFirst(
                        "^(ws:inbound/|inbound:|proxy:|api:|sequence:template/|sequence:task/|sequence:)", ""))
                .filter(name -> !name.startsWith("proxy/") && !name.startsWith("api/"));
    }

    private Collection<RouteDefinition> reached(List<RouteDefinition> start) {
        Set<RouteDefinition> reached = new LinkedHashSet<>();
        Deque<RouteDefinition> open = new ArrayDeque<>(start);
        while (!open.isEmpty()) {
            RouteDefinition route = open.removeFirst();
            if (reached.add(route)) {
                targets(route)
                        .forEach(uri -> Optional.ofNullable(byUri.get(uri)).ifPresent(open::addLast));
                ownSequences(route).forEach(open::addLast);
            }
        }
        return reached;
    }

    /** The out sequence of a proxy or a resource is run by its replies, not by its route. */
    private Stream<RouteDefinition> ownSequences(RouteDefinition route) {
        String prefix = "sequence:" + route.getId().replace("proxy:", "proxy/").replace("api:", "api/") + "/";
        return project.routes().stream().filter(other -> other.getId().startsWith(prefix));
    }

    private static List<String> targets(RouteDefinition route) {
        List<String> uris = new ArrayList<>();
        for (ToDefinition to : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
            String uri = to.getUri();
            uris.add(uri);
            int receive = uri.indexOf("receive=");
            if (receive >= 0) {
                uris.add("sequence:" + uri.substring(receive + "receive=".length()));
            }
        }
        return uris;
    }

    private String render(Collection<RouteDefinition> routes, List<BackgroundText.Line> lines) {
        StringBuilder out = new StringBuilder("<routes>\n");
        lines.forEach(line -> comment(line.text(), out));
        for (RouteDefinition route : routes) {
            comments(route, out);
            out.append(xml(route).strip().indent(4));
        }
        return out.append("</routes>\n").toString();
    }

    private void comments(RouteDefinition route, StringBuilder out) {
        String id = route.getId();
        if (id.startsWith("ws:inbound/")) {
            String name = id.substring("ws:inbound/".length());
            comment("inbound endpoint " + name + ": tier " + project.tiers().getOrDefault(name, "mediated"), out);
        }
        List<String> targets = targets(route);
        for (EndpointSettings endpoint : project.endpoints()) {
            String uri = "endpoint:" + UriNames.encode(endpoint.name()) + "?";
            if (targets.stream().anyMatch(target -> target.startsWith(uri))) {
                comment("endpoint " + endpoint.name() + ": " + target(endpoint), out);
            }
        }
    }

    private static String target(EndpointSettings endpoint) {
        return endpoint.target().toString();
    }

    private static void comment(String text, StringBuilder out) {
        // Two hyphens end a comment.
        out.append("    <!-- ").append(text.replace("--", "- -")).append(" -->\n");
    }

    private static String xml(RouteDefinition route) {
        StringWriter text = new StringWriter();
        try {
            new PlainWriter(text).writeRouteDefinition(route);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes no namespace: the routes are read by people, and Camel reads them without one as well. */
    private static final class PlainWriter extends ModelWriter {
        PlainWriter(StringWriter text) throws IOException {
            super(text);
            namespaceWritten = true;
        }
    }
}
