package dev.myelin.engine.message;

import java.util.Locale;
import java.util.Optional;

/** The scopes of Synapse properties; each is a map of its own. */
public enum Scope {
    /** {@code default} or {@code synapse}: the Exchange properties of Camel. */
    DEFAULT,
    /** {@code axis2}: what steers transports, such as {@code HTTP_SC}, {@code messageType}. */
    AXIS2,
    /** {@code axis2-client}. */
    AXIS2_CLIENT,
    /** {@code transport}: the headers of the Camel message, names without case. */
    TRANSPORT,
    /** {@code operation}: lives from request to response. */
    OPERATION,
    /** {@code registry}: read from the registry folder. */
    REGISTRY,
    /** {@code system}: Java system properties, read only. */
    SYSTEM;

    /** The scope that Synapse calls {@code name}; empty for other words. */
    public static Optional<Scope> of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "default", "synapse" -> Optional.of(DEFAULT);
            case "axis2" -> Optional.of(AXIS2);
            case "axis2-client" -> Optional.of(AXIS2_CLIENT);
            case "transport" -> Optional.of(TRANSPORT);
            case "operation" -> Optional.of(OPERATION);
            case "registry" -> Optional.of(REGISTRY);
            case "system" -> Optional.of(SYSTEM);
            default -> Optional.empty();
        };
    }
}
