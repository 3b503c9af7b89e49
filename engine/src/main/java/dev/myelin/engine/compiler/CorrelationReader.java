package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.NamedValue;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.expression.ExpressionSyntaxException;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.message.Correlation;
import dev.myelin.engine.transport.ws.correlation.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code ws.correlation}, {@code ws.correlation.request} and {@code ws.correlation.reply} of an endpoint. */
final class CorrelationReader {
    private static final Map<String, Correlation> PRESETS = Map.of(
            "json-rpc", new Correlation.JsonRpc(),
            "graphql-transport-ws", new Correlation.GraphQl(),
            "lease", new Correlation.Lease());
    private static final Set<String> NAMES = Set.of(Correlation.PRESET, Correlation.REQUEST, Correlation.REPLY);

    private final ArtefactBuild build;
    private final EndpointTexts texts;

    CorrelationReader(ArtefactBuild build, EndpointTexts texts) {
        this.build = build;
        this.texts = texts;
    }

    /** Whether an endpoint says anything of it. */
    static boolean isGiven(Endpoint endpoint) {
        return endpoint.properties().stream().anyMatch(each -> NAMES.contains(each.name()));
    }

    /** What the endpoint says; empty when it says nothing, or what is reported. */
    Optional<Correlation> read(Endpoint endpoint) {
        List<NamedValue> given = endpoint.properties().stream()
                .filter(each -> NAMES.contains(each.name()))
                .toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        warnWhereUseless(endpoint, given.get(0));
        Optional<NamedValue> preset = find(given, Correlation.PRESET);
        Optional<NamedValue> request = find(given, Correlation.REQUEST);
        Optional<NamedValue> reply = find(given, Correlation.REPLY);
        if (preset.isPresent() && given.size() > 1 || preset.isEmpty() && (request.isEmpty() || reply.isEmpty())) {
            NamedValue where = given.get(given.size() - 1);
            build.error(
                    where,
                    "MYL-3031",
                    where.name() + ": " + text(where) + " (expected: " + Correlation.PRESET + " alone, or both "
                            + Correlation.REQUEST + " and " + Correlation.REPLY + ", once each)",
                    "");
            return Optional.empty();
        }
        return preset.isPresent()
                ? preset(preset.get())
                : request.flatMap(first -> reply.flatMap(second -> byExpression(first, second)));
    }

    private static Optional<NamedValue> find(List<NamedValue> given, String name) {
        return given.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static String text(NamedValue property) {
        return property.value().or(property::expression).orElse("");
    }

    private Optional<Correlation> preset(NamedValue property) {
        Optional<String> name = texts.filled(text(property), property.name(), property)
                .map(text -> text.strip().toLowerCase(Locale.ROOT));
        Optional<Correlation> found = name.map(PRESETS::get);
        if (name.isPresent() && found.isEmpty()) {
            build.error(
                    property,
                    "MYL-3030",
                    property.name() + ": " + name.get() + " (expected: json-rpc, graphql-transport-ws or lease)",
                    "For any other protocol say where its ids are: " + Correlation.REQUEST + " and "
                            + Correlation.REPLY);
        }
        return found;
    }

    private Optional<Correlation> byExpression(NamedValue request, NamedValue reply) {
        Optional<SynapseExpression> ofRequest = compile(request);
        Optional<SynapseExpression> ofReply = compile(reply);
        return ofRequest.flatMap(first -> ofReply.map(second -> new Correlation.ByExpression(
                first.source() + '\n' + second.source() + '\n' + request.namespaces() + reply.namespaces(),
                first::text,
                second::text,
                second.isJson() ? Dialect.JSON : "")));
    }

    private Optional<SynapseExpression> compile(NamedValue property) {
        return texts.filled(text(property), property.name(), property).flatMap(text -> {
            try {
                return Optional.of(build.compilation().expressions().compile(text, property.namespaces()));
            } catch (ExpressionSyntaxException e) {
                String message = property.name() + ": " + text + " (expected: an expression; " + e.getMessage() + ")";
                build.error(property, "MYL-3032", message, e.hint());
                return Optional.empty();
            }
        });
    }

    private void warnWhereUseless(Endpoint endpoint, SynapseNode where) {
        boolean other = endpoint.group().isPresent()
                || endpoint.key().isPresent()
                || endpoint.http().isPresent()
                || endpoint.wsdl().isPresent()
                || endpoint.address()
                        .map(address -> address.uri().strip().toLowerCase(Locale.ROOT))
                        .filter(uri -> uri.startsWith("http") || uri.startsWith("camel:") || uri.startsWith("local:"))
                        .isPresent();
        boolean upgraded = endpoint.properties().stream()
                .anyMatch(each ->
                        each.name().equals("ws.upgrade") && text(each).strip().equalsIgnoreCase("true"));
        if (other && !upgraded) {
            build.warning(
                    where,
                    "MYL-3033",
                    Correlation.PRESET + ": without effect (expected: an endpoint with an address of ws:// or wss://)",
                    "Put it into the endpoint that has the address");
        }
    }
}
