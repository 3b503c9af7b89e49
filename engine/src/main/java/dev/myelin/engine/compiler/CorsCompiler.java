package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Api;
import dev.myelin.dsl.model.NamedValue;
import dev.myelin.engine.config.CorsSettings;
import dev.myelin.engine.transport.http.Cors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The handlers of an API: of MI's there is the one for CORS. */
final class CorsCompiler {
    private static final String CODE = "MYL-2116";
    private static final List<String> USUAL_HEADERS = List.of("Authorization", "Content-Type", "SOAPAction");

    private final ArtefactBuild build;

    CorsCompiler(ArtefactBuild build) {
        this.build = build;
    }

    /** That of the deployment, and what the API's own handler says of it. */
    Optional<Cors> compile(Api api) {
        Optional<CorsSettings> deployed = build.compilation().config().misc().cors();
        Optional<Cors> cors =
                deployed.map(settings -> new Cors(settings.origins(), settings.headers(), List.of(), false));
        for (Api.Handler handler : api.handlers()) {
            if (isCors(handler.className())) {
                cors = own(handler, cors);
            } else {
                String message = "handler: " + handler.className() + " (expected: CORSRequestHandler; Java handlers of"
                        + " MI are not supported)";
                build.error(handler, CODE, message, hint(handler.className()));
            }
        }
        return cors;
    }

    private static boolean isCors(String className) {
        String name = className.substring(className.lastIndexOf('.') + 1);
        return name.equals("CORSRequestHandler") || name.equals("CORSHandler");
    }

    private static String hint(String className) {
        String name = className.toLowerCase(Locale.ROOT);
        if (name.contains("auth") || name.contains("jwt")) {
            return "Check callers in the inSequence, or in the gateway in front of this engine";
        }
        return name.contains("throttl")
                ? "Limit callers in the gateway in front of this engine"
                : "Put what it does into a sequence that the inSequence begins with";
    }

    private Optional<Cors> own(Api.Handler handler, Optional<Cors> deployed) {
        Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (NamedValue property : handler.properties()) {
            property.value().ifPresent(value -> given.put(property.name(), value));
        }
        List<String> origins = words(given, "allowedOrigins", "Access-Control-Allow-Origin", "allowOrigin");
        List<String> headers = words(given, "allowHeaders", "allowedHeaders", "Access-Control-Allow-Headers");
        List<String> exposed = words(given, "exposeHeaders", "exposedHeaders", "Access-Control-Expose-Headers");
        boolean credentials = Stream.of("allowCredentials", "Access-Control-Allow-Credentials")
                .anyMatch(name -> "true".equalsIgnoreCase(given.get(name)));
        if (origins.isEmpty() && deployed.isEmpty()) {
            String message = "handler: " + handler.className() + " (expected: origins; no page of another origin may"
                    + " call the API)";
            String hint = "Add <property name=\"allowedOrigins\" value=\"...\"/>, or to deployment.toml:"
                    + " [synapse_properties] 'synapse.rest.CORSConfig.enabled' = true and"
                    + " 'synapse.rest.CORSConfig.Access-Control-Allow-Origin'";
            build.warning(handler, CODE, message, hint);
        }
        return Optional.of(new Cors(
                origins.isEmpty() ? deployed.map(Cors::origins).orElse(List.of()) : origins,
                headers.isEmpty() ? deployed.map(Cors::headers).orElse(USUAL_HEADERS) : headers,
                exposed,
                credentials));
    }

    private static List<String> words(Map<String, String> given, String... names) {
        return Stream.of(names)
                .map(given::get)
                .filter(java.util.Objects::nonNull)
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
