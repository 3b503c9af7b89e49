package dev.myelin.engine.compiler;

import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.Address;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.EndpointGroup;
import dev.myelin.dsl.model.EndpointTarget;
import dev.myelin.dsl.model.HttpAddress;
import dev.myelin.dsl.model.NamedValue;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.mediator.endpoint.EndpointSettings.TimeoutAction;
import dev.myelin.engine.mediator.endpoint.SuspensionPolicy;
import dev.myelin.engine.mediator.endpoint.UriTemplate;
import dev.myelin.engine.message.SendRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** From the endpoint's XML to what the engine needs of it. */
final class EndpointReader {
    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https", "camel");
    private static final int HIGHEST_PORT = 65535;
    private static final long UNLIMITED = Long.MAX_VALUE / 1_000_000;

    private final ArtefactBuild build;

    EndpointReader(ArtefactBuild build) {
        this.build = build;
    }

    /** The endpoint under {@code name}; empty, and reported, when it cannot be used. */
    Optional<EndpointSettings> read(Endpoint endpoint, String name) {
        if (endpoint.key().isPresent()) {
            return Optional.of(settings(
                    endpoint, name, new EndpointSettings.Key(endpoint.key().get())));
        }
        if (endpoint.failover().isPresent() || endpoint.loadBalance().isPresent()) {
            return group(endpoint, name);
        }
        if (endpoint.byTo().isPresent()) {
            return Optional.of(settings(endpoint, name, new EndpointSettings.ByTo(Optional.empty())));
        }
        if (endpoint.http().isPresent()) {
            HttpAddress http = endpoint.http().get();
            return template(http).map(target -> settings(endpoint, name, target));
        }
        if (endpoint.address().isEmpty()) {
            build.error(
                    endpoint,
                    "MYL-2014",
                    "endpoint: no address (expected: an address or a key"
                            + (endpoint.keyExpression().isPresent()
                                    ? "; key-expression only inside send and call)"
                                    : ")"),
                    "");
            return Optional.empty();
        }
        Address address = endpoint.address().get();
        return uri(address).map(target -> {
            warnIfDisabled(target.scheme(), address);
            return settings(endpoint, name, target);
        });
    }

    private Optional<EndpointSettings.Target> template(HttpAddress http) {
        Optional<String> method = http.method().map(text -> text.strip().toUpperCase(Locale.ROOT));
        if (http.uriTemplate().isEmpty()) {
            return Optional.of(new EndpointSettings.ByTo(method));
        }
        return resolve(http.uriTemplate().get(), "uri-template", http).flatMap(text -> {
            UriTemplate template = UriTemplate.parse(text);
            if (!template.scheme().isEmpty() && !SCHEMES.contains(template.scheme())) {
                noSender(template.scheme(), "uri-template: " + text, http);
                return Optional.empty();
            }
            return Optional.of(new EndpointSettings.Template(template, method));
        });
    }

    private Optional<EndpointSettings> group(Endpoint endpoint, String name) {
        List<Endpoint> given = endpoint.failover().map(EndpointGroup::endpoints).orElseGet(() -> endpoint.loadBalance()
                .map(EndpointGroup::endpoints)
                .orElse(List.of()));
        List<String> members = new ArrayList<>();
        for (Endpoint member : given) {
            String own = member.name().isEmpty() ? name + "/" + (members.size() + 1) : member.name();
            if (member.key().isPresent()) {
                members.add(member.key().get());
            } else {
                Optional<EndpointSettings> read = read(member, own);
                read.ifPresent(build::add);
                members.add(own);
            }
        }
        if (members.isEmpty()) {
            build.error(endpoint, "MYL-2014", "endpoint: no endpoints (expected: at least one inside)", "");
            return Optional.empty();
        }
        boolean balance = endpoint.failover().isEmpty();
        boolean failover =
                endpoint.loadBalance().map(EndpointGroup.LoadBalance::failsOver).orElse(true);
        boolean sticky = endpoint.failover().filter(group -> !group.isDynamic()).isPresent();
        endpoint.loadBalance().ifPresent(this::checkAlgorithm);
        return Optional.of(
                settings(endpoint, name, new EndpointSettings.Group(List.copyOf(members), balance, failover, sticky)));
    }

    private void checkAlgorithm(EndpointGroup.LoadBalance balance) {
        String algorithm = balance.algorithm().orElse("RoundRobin");
        if (!algorithm.endsWith("RoundRobin")) {
            String message =
                    "algorithm: " + algorithm + " (expected: org.apache.synapse.endpoints.algorithms.RoundRobin;"
                            + " others are not supported in this version)";
            build.error(balance, "MYL-2017", message, "");
        }
    }

    private EndpointSettings settings(Endpoint endpoint, String name, EndpointSettings.Target target) {
        Optional<EndpointTarget> address = endpoint.target();
        Optional<EndpointTarget.Timeout> timeout = address.flatMap(EndpointTarget::timeout);
        Duration duration = timeout.flatMap(given -> given.duration()
                        .flatMap(text -> number("duration", text, given, 1))
                        .map(Duration::ofMillis))
                .orElse(EndpointSettings.DEFAULT_TIMEOUT);
        boolean discard = timeout.filter(given -> "discard".equalsIgnoreCase(given.responseAction()))
                .isPresent();
        return new EndpointSettings(
                name,
                target,
                duration,
                discard ? TimeoutAction.DISCARD : TimeoutAction.FAULT,
                address.map(this::suspension).orElse(SuspensionPolicy.NEVER),
                address.flatMap(EndpointTarget::format).map(text -> text.toLowerCase(Locale.ROOT)),
                properties(endpoint));
    }

    private Map<String, String> properties(Endpoint endpoint) {
        Map<String, String> properties = new LinkedHashMap<>();
        Variables variables = new Variables(build.compilation().settings().environment());
        for (NamedValue property : endpoint.properties()) {
            property.value()
                    .or(property::expression)
                    .flatMap(text -> variables.fill(text, name -> {
                        String message =
                                property.name() + ": " + name + " (expected: an environment variable that is set)";
                        build.error(property, "MYL-2013", message, "Set the environment variable " + name);
                    }))
                    .ifPresent(text -> properties.put(property.name(), text));
        }
        check(endpoint, properties, SendRequest.MAX_CONNECTIONS, "\\d{1,9}", "a number from 0");
        check(endpoint, properties, SendRequest.POOL_SIZE, "[1-9]\\d{0,3}", "a number from 1 to 9999");
        new TlsCompiler(build.compilation())
                .endpoint(properties, (setting, error, message, hint) -> report(endpoint, setting, error, message));
        return Map.copyOf(properties);
    }

    /** A value that is out of its range is reported, and left out. */
    private void check(Endpoint endpoint, Map<String, String> properties, String name, String form, String rule) {
        String value = properties.get(name);
        if (value != null && !value.matches(form)) {
            build.error(place(endpoint, name), "MYL-2015", name + ": " + value + " (expected: " + rule + ")", "");
            properties.remove(name);
        }
    }

    private void report(Endpoint endpoint, String setting, boolean error, String message) {
        SynapseNode where = place(endpoint, setting);
        if (error) {
            build.error(where, "MYL-2016", message, "");
        } else {
            build.warning(where, "MYL-2016", message, "");
        }
    }

    private static SynapseNode place(Endpoint endpoint, String setting) {
        SynapseNode where = endpoint;
        for (NamedValue property : endpoint.properties()) {
            where = property.name().equals(setting) ? property : where;
        }
        return where;
    }

    private Optional<EndpointSettings.Uri> uri(Address address) {
        Optional<String> resolved = resolve(address.uri(), "uri", address);
        if (resolved.isEmpty()) {
            return Optional.empty();
        }
        EndpointSettings.Uri uri = new EndpointSettings.Uri(resolved.get().strip());
        UnaryOperator<String> toCamel =
                build.compilation().transports().addresses().get(uri.scheme());
        if (toCamel != null) {
            return Optional.of(new EndpointSettings.Uri("camel:" + toCamel.apply(uri.uri())));
        }
        if (!SCHEMES.contains(uri.scheme())) {
            noSender(uri.scheme(), "uri: " + address.uri(), address);
            return Optional.empty();
        }
        if (!uri.scheme().equals("camel") && !isReachable(uri.uri())) {
            String message = "uri: " + address.uri() + " (expected: " + uri.scheme() + "://HOST[:PORT]/PATH)";
            String hint = address.uri().contains("_") ? "A host name has no underscore" : "";
            build.error(address, "MYL-2012", message, hint);
            return Optional.empty();
        }
        return Optional.of(uri);
    }

    private void noSender(String scheme, String address, SynapseNode where) {
        Unsupported transport = new Unsupported(Unsupported.Kind.TRANSPORT, scheme);
        String message = address + " (expected: ws, wss, http, https or camel as scheme"
                + (transport.isListed() ? "; the transport " + scheme + " is not there in this version)" : ")");
        build.unsupported(where, "MYL-2012", message, transport, SCHEMES);
    }

    /** Whether senders can make something of it. */
    private static boolean isReachable(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && uri.getPort() <= HIGHEST_PORT;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Optional<String> resolve(String text, String attribute, SynapseNode where) {
        return new Variables(build.compilation().settings().environment()).fill(text, name -> {
            String message = attribute + ": " + text + " (expected: " + name + " to be set)";
            build.error(where, "MYL-2013", message, "Set the environment variable " + name);
        });
    }

    private void warnIfDisabled(String scheme, Address address) {
        DeploymentConfig config = build.compilation().config();
        boolean disabled = (scheme.equals("ws") && !config.ws().enabled())
                || (scheme.equals("wss") && !config.wss().enabled());
        if (disabled) {
            String message = "uri: " + address.uri() + " (expected: an enabled sender for " + scheme + "://)";
            String hint = "Add to deployment.toml: [transport." + scheme + "] sender.enable = true";
            build.warning(address, "MYL-2010", message, hint);
        }
    }

    private SuspensionPolicy suspension(EndpointTarget address) {
        if (address.suspendOnFailure().isEmpty()) {
            return SuspensionPolicy.NEVER;
        }
        EndpointTarget.SuspendOnFailure given = address.suspendOnFailure().get();
        long initial = given.initialDuration()
                .flatMap(text -> number("initialDuration", text, given, -1))
                .orElse(-1L);
        double factor = given.progressionFactor()
                .flatMap(text -> value("progressionFactor", text, given, Double::valueOf))
                .orElse(1.0);
        long maximum = given.maximumDuration()
                .flatMap(text -> number("maximumDuration", text, given, 0))
                .orElse(UNLIMITED);
        return new SuspensionPolicy(
                Duration.ofMillis(Math.max(initial, 0)),
                factor,
                Duration.ofMillis(maximum),
                codes(given.errorCodes(), given),
                address.markForSuspension().map(this::marking).orElse(SuspensionPolicy.Marking.NONE));
    }

    private SuspensionPolicy.Marking marking(EndpointTarget.MarkForSuspension given) {
        long retries = given.retriesBeforeSuspension()
                .flatMap(text -> number("retriesBeforeSuspension", text, given, 0))
                .orElse(0L);
        long delay = given.retryDelay()
                .flatMap(text -> number("retryDelay", text, given, 0))
                .orElse(0L);
        return new SuspensionPolicy.Marking(
                codes(given.errorCodes(), given), (int) Math.min(retries, Integer.MAX_VALUE), Duration.ofMillis(delay));
    }

    private Set<Integer> codes(Optional<String> list, SynapseNode where) {
        Set<Integer> codes = new HashSet<>();
        for (String text : list.orElse("").split(",")) {
            if (!text.isBlank()) {
                value("errorCodes", text.strip(), where, Integer::valueOf).ifPresent(codes::add);
            }
        }
        return Set.copyOf(codes);
    }

    private Optional<Long> number(String name, String text, SynapseNode where, long least) {
        return value(name, text, where, given -> {
            long value = Long.parseLong(given);
            if (value < least) {
                throw new NumberFormatException(given);
            }
            return value;
        });
    }

    private <T> Optional<T> value(String name, String text, SynapseNode where, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (NumberFormatException e) {
            build.error(where, "MYL-2015", name + ": " + text + " (expected: a number of its range)", "");
            return Optional.empty();
        }
    }
}
