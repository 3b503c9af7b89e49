package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.MediatorList;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.dsl.model.Proxy;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.UriNames;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.transport.http.ProxySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.ToDefinition;

/** A proxy: the route {@code proxy:NAME}, and one each for its out and fault sequence. */
final class ProxyCompiler {
    private static final Set<String> TRANSPORTS = Set.of("http", "https", "local");

    private final Proxy proxy;
    private final Proxy.Target target;
    private final ArtefactBuild build;
    private final String prefix;

    private ProxyCompiler(Proxy proxy, Proxy.Target target, ArtefactBuild build) {
        this.proxy = proxy;
        this.target = target;
        this.build = build;
        this.prefix = "proxy/" + proxy.name() + "/";
    }

    /** The routes go into {@code build}; empty, and reported, when the proxy has nothing to run. */
    static Optional<ProxySettings> compile(Proxy proxy, ArtefactBuild build) {
        Optional<Proxy.Target> target = proxy.target().filter(ProxyCompiler::runsSomething);
        if (target.isEmpty()) {
            build.error(
                    proxy, "MYL-2040", "proxy: no target (expected: a target with an inSequence or an endpoint)", "");
            return Optional.empty();
        }
        return Optional.of(new ProxyCompiler(proxy, target.get(), build).compile());
    }

    private static boolean runsSomething(Proxy.Target target) {
        return target.inSequenceName().isPresent()
                || target.inSequence().isPresent()
                || target.endpointName().isPresent()
                || target.endpoint().isPresent();
    }

    private ProxySettings compile() {
        Optional<String> fault = faultSequence();
        String uri = "proxy:" + UriNames.encode(proxy.name());
        MediatorScope scope = new RouteBuild(build, proxy).guarded("proxy:" + proxy.name(), uri, fault);
        inSequence(scope);
        endpoint(scope);
        warnOfHttps();
        warnOfOthers();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Parameter parameter : proxy.parameters()) {
            parameters.put(parameter.name(), parameter.text());
        }
        return new ProxySettings(
                proxy.name(),
                proxy.transports(),
                proxy.startOnLoad(),
                outSequence(fault),
                Map.copyOf(parameters),
                proxy.publishWsdl().flatMap(new WsdlCompiler(build)::compile));
    }

    /** Only where the file asks for it: who leaves the attribute out gets what there is. */
    private void warnOfHttps() {
        List<String> transports = proxy.transports();
        boolean listens = build.compilation().config().http().secure().listens();
        if (!listens && proxy.namesTransports() && transports.contains("https")) {
            String message = "transports: https (expected: http; there is no HTTPS listener without [keystore.tls])";
            String hint = transports.contains("http")
                    ? "The proxy answers over http"
                    : "Nothing reaches the proxy; add http, or [keystore.tls] to deployment.toml";
            build.warning(proxy, "MYL-2044", message, hint);
        }
    }

    private void warnOfOthers() {
        List<String> others = proxy.transports().stream()
                .filter(each -> !TRANSPORTS.contains(each))
                .toList();
        if (!others.isEmpty()) {
            String message = "transports: " + String.join(", ", others)
                    + " (expected: http, https or local; others are not there in this version)";
            String hint = others.size() < proxy.transports().size()
                    ? "The others that it names reach the proxy"
                    : "Nothing reaches the proxy but local://services/" + proxy.name() + "; add http";
            build.warning(proxy, "MYL-2018", message, hint);
        }
    }

    private void inSequence(MediatorScope scope) {
        target.inSequenceName()
                .ifPresent(name ->
                        scope.add(new ToDefinition(SequenceComponent.uri(name)), scope.id("inSequence"), target));
        if (target.inSequenceName().isEmpty()) {
            target.inSequence().ifPresent(list -> scope.compile(list.mediators()));
        }
        if (target.inSequence().filter(list -> list.mediators().isEmpty()).isPresent()) {
            scope.process("nothing", exchange -> {}, "an empty inSequence", target);
        }
    }

    private void endpoint(MediatorScope scope) {
        if (target.endpointName().isPresent()) {
            scope.add(
                    new ToDefinition(EndpointComponent.uri(
                            target.endpointName().get(), SendRequest.Mode.SEND, Optional.empty())),
                    scope.id("send"),
                    target);
        } else {
            target.endpoint().ifPresent(endpoint -> new EndpointUse(target, scope)
                    .add(endpoint, scope.id("send"), SendRequest.Mode.SEND, Optional.empty()));
        }
    }

    private Optional<String> faultSequence() {
        if (target.faultSequenceName().isEmpty() && target.faultSequence().isPresent()) {
            MediatorList list = target.faultSequence().get();
            String name = prefix + "faultSequence";
            SequenceCompiler.compileInline(name, list.mediators(), list, build, Optional.empty());
            return Optional.of(name);
        }
        return build.compilation().faultSequence(target.faultSequenceName());
    }

    /** Replies have no caller whose faults anybody handles: their sequence gets the proxy's handling around it. */
    private Optional<String> outSequence(Optional<String> fault) {
        String name = prefix + "outSequence";
        if (target.outSequenceName().isPresent()) {
            MediatorScope scope = new RouteBuild(build, target)
                    .guarded(SequenceCompiler.routeId(name), SequenceComponent.uri(name), fault);
            scope.add(
                    new ToDefinition(
                            SequenceComponent.uri(target.outSequenceName().get())),
                    scope.id("outSequence"),
                    target);
            return Optional.of(name);
        }
        return target.outSequence().map(list -> {
            MediatorScope scope = new RouteBuild(build, list)
                    .guarded(SequenceCompiler.routeId(name), SequenceComponent.uri(name), fault);
            scope.compile(list.mediators());
            return name;
        });
    }
}
