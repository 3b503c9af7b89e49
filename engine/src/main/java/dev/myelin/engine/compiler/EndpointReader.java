package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.EndpointTarget;
import dev.myelin.dsl.model.HttpAddress;
import dev.myelin.dsl.model.NamedValue;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.model.Template;
import dev.myelin.engine.mediator.endpoint.AddressingHeaders;
import dev.myelin.engine.mediator.endpoint.EndpointOptions;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.mediator.endpoint.SuspensionPolicy;
import dev.myelin.engine.message.EventFormat;
import dev.myelin.engine.message.SendRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** From the endpoint's XML to what the engine needs of it. */
final class EndpointReader {
    private static final int MOST_TEMPLATES = 16;

    private final ArtefactBuild build;
    private final EndpointTexts texts;
    private final int depth;

    EndpointReader(ArtefactBuild build) {
        this(build, Map.of(), 0);
    }

    private EndpointReader(ArtefactBuild build, Map<String, String> parameters, int depth) {
        this.build = build;
        this.texts = new EndpointTexts(build, parameters);
        this.depth = depth;
    }

    /** The endpoint under {@code name}; empty, and reported, when it cannot be used. */
    Optional<EndpointSettings> read(Endpoint endpoint, String name) {
        EndpointGroups groups = new EndpointGroups(build, texts, this);
        groups.checkSession(endpoint);
        if (endpoint.key().isPresent()) {
            String key = texts.withParameters(endpoint.key().get());
            return Optional.of(settings(endpoint, name, new EndpointSettings.Key(key)));
        }
        if (endpoint.template().isPresent()) {
            return ofTemplate(endpoint, endpoint.template().get(), name);
        }
        return target(endpoint, name, groups).map(target -> settings(endpoint, name, target));
    }

    private Optional<? extends EndpointSettings.Target> target(Endpoint endpoint, String name, EndpointGroups groups) {
        EndpointAddresses addresses = new EndpointAddresses(build, texts);
        if (endpoint.group().isPresent()) {
            return groups.read(endpoint, endpoint.group().get(), name);
        }
        if (endpoint.byTo().isPresent()) {
            return Optional.of(new EndpointSettings.ByTo(Optional.empty()));
        }
        if (endpoint.http().isPresent()) {
            return addresses.of(endpoint.http().get());
        }
        if (endpoint.wsdl().isPresent()) {
            return addresses.of(endpoint.wsdl().get());
        }
        if (endpoint.address().isPresent()) {
            return addresses.of(endpoint.address().get());
        }
        build.error(
                endpoint,
                "MYL-2014",
                "endpoint: no address (expected: an address or a key"
                        + (endpoint.keyExpression().isPresent()
                                ? "; key-expression only inside send, call and a proxy's target)"
                                : ")"),
                "");
        return Optional.empty();
    }

    private Optional<EndpointSettings> ofTemplate(Endpoint endpoint, String template, String name) {
        String key = texts.withParameters(template);
        Optional<Template> found =
                Optional.ofNullable(build.compilation().project().templates().get(key));
        Optional<Endpoint> inside = found.flatMap(Template::endpoint);
        if (inside.isEmpty() || depth == MOST_TEMPLATES) {
            String rule = inside.isEmpty() ? "a template with an <endpoint> inside" : "templates that end somewhere";
            build.error(endpoint, "MYL-2110", "template: " + key + " (expected: " + rule + ")", "");
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        found.map(Template::parameters).orElse(List.of()).forEach(each -> each.defaultValue()
                .ifPresent(value -> parameters.put(each.name(), value)));
        endpoint.uri().ifPresent(uri -> parameters.put("uri", texts.withParameters(uri)));
        parameters.put("name", endpoint.name().isEmpty() ? name : texts.withParameters(endpoint.name()));
        endpoint.parameters().forEach(each -> parameters.put(each.name(), texts.withParameters(each.value())));
        return new EndpointReader(build, parameters, depth + 1)
                .read(inside.get(), name)
                .map(settings -> endpoint.properties().isEmpty() ? settings : withOwn(settings, endpoint));
    }

    /** What an endpoint says beside the template that it is made of. */
    private EndpointSettings withOwn(EndpointSettings settings, Endpoint endpoint) {
        EndpointSettings own = settings.with(properties(endpoint));
        return new CorrelationReader(build, texts).read(endpoint).map(own::with).orElse(own);
    }

    /** An endpoint of nothing but a target. */
    EndpointSettings plain(String name, EndpointSettings.Target target) {
        return new EndpointSettings(
                name,
                target,
                EndpointSettings.DEFAULT_TIMEOUT,
                EndpointSettings.TimeoutAction.FAULT,
                SuspensionPolicy.NEVER,
                Optional.empty(),
                Map.of(),
                EndpointOptions.NONE);
    }

    private EndpointSettings settings(Endpoint endpoint, String name, EndpointSettings.Target target) {
        Optional<EndpointTarget> given = endpoint.target();
        EndpointLimits limits = new EndpointLimits(texts, given);
        given.ifPresent(this::warnOfFormats);
        EndpointSettings settings = new EndpointSettings(
                name,
                target,
                limits.timeout(),
                limits.timeoutAction(),
                limits.suspension(),
                given.flatMap(EndpointTarget::format)
                        .map(text -> texts.withParameters(text).strip().toLowerCase(Locale.ROOT)),
                properties(endpoint),
                options(endpoint, limits));
        return new WebSocketUpgrade(build).of(settings, place(endpoint, SendRequest.UPGRADE));
    }

    private EndpointOptions options(Endpoint endpoint, EndpointLimits limits) {
        Optional<AddressingHeaders> addressing = endpoint.target()
                .flatMap(EndpointTarget::addressing)
                .map(given ->
                        given.version().equals("submission") ? AddressingHeaders.SUBMISSION : AddressingHeaders.FINAL);
        EndpointOptions options = new EndpointOptions(
                limits.timeoutOfMessage(),
                limits.retry(),
                addressing,
                endpoint.http()
                        .flatMap(HttpAddress::authentication)
                        .flatMap(given -> new EndpointCredentials(build, texts).read(given)),
                new CorrelationReader(build, texts).read(endpoint));
        return options.equals(EndpointOptions.NONE) ? EndpointOptions.NONE : options;
    }

    /** What MI would encode in another way goes as UTF-8, inline: back-ends that follow the standards read both. */
    private void warnOfFormats(EndpointTarget given) {
        given.optimize().ifPresent(how -> {
            String message = "optimize: " + how + " (expected: none; content is sent inline)";
            build.warning(given, "MYL-2114", message, "A back-end that wants attachments does not understand it");
        });
        given.encoding()
                .filter(charset -> !charset.equalsIgnoreCase("UTF-8"))
                .ifPresent(charset -> build.warning(
                        given, "MYL-2114", "encoding: " + charset + " (expected: UTF-8, in which it is sent)", ""));
    }

    private Map<String, String> properties(Endpoint endpoint) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (NamedValue property : endpoint.properties()) {
            property.value()
                    .or(property::expression)
                    .flatMap(text -> texts.filled(text, property.name(), property))
                    .ifPresent(text -> properties.put(property.name(), text));
        }
        check(endpoint, properties, SendRequest.MAX_CONNECTIONS, "\\d{1,9}", "a number from 0");
        check(
                endpoint,
                properties,
                EventFormat.NAME,
                String.join("|", EventFormat.texts()),
                String.join(", ", EventFormat.texts()));
        check(endpoint, properties, SendRequest.POOL_SIZE, "[1-9]\\d{0,3}", "a number from 1 to 9999");
        check(endpoint, properties, SendRequest.UPGRADE, "(?i)true|false", "true or false");
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
}
