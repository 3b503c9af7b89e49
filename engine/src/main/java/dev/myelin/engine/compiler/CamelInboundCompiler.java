package dev.myelin.engine.compiler;

import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.UriNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.ToDefinition;

/** An inbound endpoint whose protocol is a Camel component: the route {@code inbound:NAME} from that to its sequence. */
final class CamelInboundCompiler {
    private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");

    private final InboundEndpoint inbound;
    private final CamelTransports.Inbound transport;
    private final ArtefactBuild build;
    private final NamedParameters parameters;

    private CamelInboundCompiler(InboundEndpoint inbound, CamelTransports.Inbound transport, ArtefactBuild build) {
        this.inbound = inbound;
        this.transport = transport;
        this.build = build;
        this.parameters = new NamedParameters(inbound.parameters(), build);
    }

    /** The route goes into {@code build}; what is wrong is reported. */
    static void compile(InboundEndpoint inbound, CamelTransports.Inbound transport, ArtefactBuild build) {
        CamelInboundCompiler compiler = new CamelInboundCompiler(inbound, transport, build);
        compiler.checkNames();
        compiler.uri().ifPresent(compiler::route);
    }

    private void checkNames() {
        Set<String> known = new HashSet<>(transport.options().keySet());
        PLACE.matcher(transport.uri()).results().forEach(found -> known.add(found.group(1)));
        for (Parameter parameter : inbound.parameters()) {
            String name = parameter.name();
            if (!known.contains(name) && !transport.ignored().contains(name)) {
                String hint = DidYouMean.closest(name, known)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("It has no effect.");
                build.warning(parameter, "MYL-3001", "unknown parameter " + name, hint);
            }
        }
    }

    private Optional<String> uri() {
        Matcher matcher = PLACE.matcher(transport.uri());
        StringBuilder uri = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            Optional<String> value = parameters.text(name);
            if (value.isEmpty()) {
                String message = "inboundEndpoint " + inbound.name() + ": no parameter " + name
                        + " (expected with protocol " + inbound.protocol() + ")";
                build.error(inbound, "MYL-2094", message, "Add <parameter name=\"" + name + "\">");
                return Optional.empty();
            }
            matcher.appendReplacement(uri, Matcher.quoteReplacement(UriNames.encode(value.get())));
        }
        matcher.appendTail(uri);
        List<String> options = new ArrayList<>();
        transport.options().forEach((name, option) -> parameters
                .text(name)
                .ifPresent(value -> options.add(option + "=RAW(" + value + ")")));
        return Optional.of(uri + (options.isEmpty() ? "" : "?" + String.join("&", options)));
    }

    private void route(String uri) {
        String name = inbound.name();
        MediatorScope scope = new RouteBuild(build, inbound)
                .guarded("inbound:" + name, uri, build.compilation().faultSequence(inbound.onError()));
        scope.process(
                "inbound",
                exchange -> {
                    exchange.setProperty("isInbound", Boolean.TRUE);
                    exchange.setProperty("inbound.endpoint.name", name);
                },
                "set inbound.endpoint.name",
                inbound);
        String sequence = inbound.sequence().orElse("main");
        scope.add(new ToDefinition(SequenceComponent.uri(sequence)), scope.id("sequence"), inbound);
    }
}
