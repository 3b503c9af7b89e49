package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Property;
import dev.myelin.engine.config.DeploymentConfig;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The properties that only steer how a back-end connection is opened, or how an HTTP caller is answered: setting them
 * changes nothing about a message of an open session. Their values may be constants, other properties, or both joined.
 */
final class SteeringProperties {
    private static final Set<String> OF_ANY_SCOPE = Set.of("OUT_ONLY", "FORCE_SC_ACCEPTED", "ClientApiNonBlocking");

    private static final Set<String> OF_AXIS2 =
            Set.of("websocket.accept.contenType", "websocket.accept.contentType", "websocket.subprotocol");

    private static final Set<String> HARMLESS_TYPES = Set.of("STRING", "BOOLEAN");
    private static final String LITERAL = "(?:'[^']*'|\"[^\"]*\")";
    private static final String READ = "(?:\\$(?:ctx|axis2|trp|url|operation):[A-Za-z_][A-Za-z0-9_.-]*"
            + "|(?:(?:fn|syn|synapse):)?get-property\\(\\s*(?:'(?i:default|synapse|axis2|axis2-client|operation"
            + "|transport|system|env|file)'\\s*,\\s*)?" + LITERAL + "\\s*\\))";
    private static final String PART = "\\s*(?:" + LITERAL + "|" + READ + ")\\s*";
    /** What can be evaluated without looking at a payload, and cannot fail. */
    private static final Pattern VALUE =
            Pattern.compile(PART + "|\\s*(?:fn:)?concat\\(" + PART + "(?:," + PART + ")+\\)\\s*");

    private final List<String> headerPrefixes;

    SteeringProperties(DeploymentConfig config) {
        this.headerPrefixes = List.of(config.ws().headerPrefix(), config.wss().headerPrefix());
    }

    /** Whether {@code property} may be left out for messages that only pass through. */
    boolean contains(Property property) {
        String name = property.name();
        boolean axis2 = property.scope().equals("axis2");
        boolean named = OF_ANY_SCOPE.contains(name)
                || axis2 && (OF_AXIS2.contains(name) || headerPrefixes.stream().anyMatch(name::startsWith));
        return named && (property.removes() || isHarmless(property));
    }

    private static boolean isHarmless(Property property) {
        if (property.expression().isEmpty()) {
            return property.value().isPresent();
        }
        return property.pattern().isEmpty()
                && HARMLESS_TYPES.contains(property.type())
                && VALUE.matcher(property.expression().get()).matches();
    }
}
