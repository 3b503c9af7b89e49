package dev.myelin.engine.expression;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.text.SimpleDateFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the names of {@code get-property(...)} and of variables such as {@code $ctx:name}, once, into what reads
 * them from a message. The one place that knows which names there are: fast paths and XPath both ask here.
 */
final class PropertyReads {
    private static final String SYSTEM_DATE = "SYSTEM_DATE";
    private static final String SYSTEM_TIME = "SYSTEM_TIME";

    private final CamelContext context;
    private final ExternalTexts external;

    PropertyReads(CamelContext context, ExternalTexts external) {
        this.context = context;
        this.external = external;
    }

    /** Whether {@code $prefix:name} is a variable of the language. */
    static boolean isVariablePrefix(String prefix) {
        return switch (prefix) {
            case "ctx", "trp", "axis2", "url", "func", "operation", "sys", "var" -> true;
            default -> false;
        };
    }

    /** What {@code $prefix:name} reads; {@link #isVariablePrefix} must hold. */
    PropertyRead variable(String prefix, String name) {
        return switch (prefix) {
            case "ctx" -> SpecialProperties.variable(name);
            case "trp" -> in(Scope.TRANSPORT, name);
            case "axis2" -> in(Scope.AXIS2, name);
            case "operation" -> in(Scope.OPERATION, name);
            case "url" -> exchange -> UrlParameters.get(exchange, name);
            case "var" -> exchange -> exchange.getVariable(name);
            case "sys" -> exchange -> orEmpty(System.getProperty(name));
            // func: parameters of the template that runs.
            default -> parameter(name);
        };
    }

    /**
     * What {@code get-property(arguments)} reads: name; scope and name; name and date format; scope, name and date
     * format.
     *
     * @throws ExpressionSyntaxException for a scope that there is not, or a bad date format
     */
    PropertyRead property(List<String> arguments) {
        String first = arguments.get(0);
        if (arguments.size() == 1) {
            return named("default", first, null);
        }
        String second = arguments.get(1);
        if (arguments.size() == 2 && isClock(first)) {
            return named("default", first, second);
        }
        return named(first, second, arguments.size() == 2 ? null : arguments.get(2));
    }

    private PropertyRead named(String scope, String name, @Nullable String format) {
        if (SYSTEM_DATE.equals(name)) {
            checkFormat(format);
            return exchange -> dateFormat(format).format(System.currentTimeMillis());
        }
        if (SYSTEM_TIME.equals(name)) {
            return exchange -> Long.toString(System.currentTimeMillis());
        }
        return switch (scope.toLowerCase(Locale.ROOT)) {
            case "default", "synapse" -> orEntry(SpecialProperties.getProperty(name), name);
            case "registry" -> exchange -> external.registry(name).orElse("");
            case "system" -> exchange -> orEmpty(System.getProperty(name));
            case "env" -> exchange -> orEmpty(System.getenv(name));
            case "file" ->
                exchange -> orEmpty(
                        context.getPropertiesComponent().resolveProperty(name).orElse(null));
            case "func" -> parameter(name);
            // MI has these for its own statistics; nothing is ever in them here.
            case "analytics", "trace" -> exchange -> null;
            default ->
                in(
                        Scope.of(scope)
                                .orElseThrow(() -> new ExpressionSyntaxException("scope: " + scope
                                        + " (expected: default, axis2, axis2-client, transport, operation, registry,"
                                        + " system, env, file)")),
                        name);
        };
    }

    /** A local entry is read where no property has its name. */
    private PropertyRead orEntry(PropertyRead property, String name) {
        Optional<String> entry = external.localEntry(name);
        if (entry.isEmpty()) {
            return property;
        }
        String text = entry.get();
        return exchange -> {
            Object value = property.read(exchange);
            return value != null ? value : text;
        };
    }

    private static PropertyRead parameter(String name) {
        return exchange -> {
            Object value = MessageContext.of(exchange).parameter(name);
            return value instanceof Deferred deferred ? deferred.of(exchange) : value;
        };
    }

    private static PropertyRead in(Scope scope, String name) {
        return exchange -> MessageContext.get(exchange, scope, name);
    }

    private static boolean isClock(String name) {
        return SYSTEM_DATE.equals(name) || SYSTEM_TIME.equals(name);
    }

    private static void checkFormat(@Nullable String format) {
        try {
            dateFormat(format);
        } catch (IllegalArgumentException bad) {
            throw new ExpressionSyntaxException(
                    "date format: " + format + " (expected: a pattern of SimpleDateFormat; " + bad.getMessage() + ")");
        }
    }

    /** MI's users write patterns of this class, and without one get its default. */
    private static SimpleDateFormat dateFormat(@Nullable String format) {
        return format == null ? new SimpleDateFormat() : new SimpleDateFormat(format, Locale.getDefault());
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
