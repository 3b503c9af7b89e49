package dev.myelin.dsl.openapi;

import dev.myelin.dsl.SourceLocation;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code http}: a request to a URL, whose answer is that of the operation. */
final class HttpIntegration implements Integration {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final String ALL = "*";
    private static final int LONGEST = 3600;

    /**
     * Before the names of properties that hold what is sent. Their slash is in no name of a parameter's own property, so
     * that setting one does not change what a later placeholder reads.
     */
    private static final String URL_SLOT = "openapi/url";

    /** As {@link #URL_SLOT}; templates of endpoints take what follows it as the name in the query. */
    private static final String QUERY_SLOT = "openapi/query.";

    @Override
    public Set<String> options() {
        return Set.of(
                "url",
                "method",
                "headers",
                "query",
                "timeouts",
                "omitEmptyHeaders",
                "omitEmptyQueryParameters",
                "serviceAccountId",
                "service_account_id");
    }

    @Override
    public void build(Operation operation) {
        Optional<String> url = operation.options().needed("url", "Add url: https://HOST/PATH");
        headers(operation);
        String query = query(operation);
        String method = method(operation.options());
        url.flatMap(text -> address(text, operation)).ifPresent(address -> {
            String separator = address.contains("?") ? "&" : "?";
            call(operation, method, query.isEmpty() ? address : address + "{" + separator + query + "}");
            operation.respond();
        });
    }

    /** The request to {@code uriTemplate}; its answer takes the place of the message. */
    static void call(Operation operation, String method, String uriTemplate) {
        SourceLocation place = operation.options().placeOf("url");
        Blueprint http = operation
                .sequence()
                .child("call", place)
                .child("endpoint", place)
                .child("http", place)
                .with("method", method)
                .with("uri-template", uriTemplate);
        timeout(operation.options()).ifPresent(millis -> {
            Blueprint timeout = http.child("timeout");
            timeout.child("duration").containing(millis.toPlainString());
            timeout.child("responseAction").containing("fault");
        });
    }

    /** Connecting and reading together: an endpoint has one time for both. */
    private static Optional<BigDecimal> timeout(Part options) {
        Optional<Part> timeouts = options.part("timeouts");
        timeouts.ifPresent(part -> part.warnBeyond(Set.of("connect", "read")));
        Optional<BigDecimal> read = timeouts.flatMap(part -> part.number("read", 0, LONGEST));
        BigDecimal connect =
                timeouts.flatMap(part -> part.number("connect", 0, LONGEST)).orElse(BigDecimal.ZERO);
        return read.map(seconds -> seconds.add(connect).movePointRight(3).setScale(0, java.math.RoundingMode.CEILING))
                .filter(millis -> millis.signum() > 0);
    }

    private static String method(Part options) {
        Optional<String> method = options.text("method").map(text -> text.toUpperCase(Locale.ROOT));
        if (method.isPresent() && !METHODS.contains(method.get())) {
            options.wrong(
                    "method",
                    method.get(),
                    "one of " + String.join(", ", METHODS.stream().sorted().toList()));
        }
        return method.orElse("POST").toLowerCase(Locale.ROOT);
    }

    /** The URL with the names of properties in its braces, each set before the call. */
    private static Optional<String> address(String url, Operation operation) {
        Part options = operation.options();
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            options.wrong("url", url, "a URL that begins with http:// or https://");
            return Optional.empty();
        }
        boolean sound = true;
        for (String name : Template.names(url)) {
            if (operation.parameters().find(name).isEmpty()) {
                sound = false;
                options.findings()
                        .error(
                                Codes.UNKNOWN_PARAMETER,
                                options.placeOf("url"),
                                "url: {" + name + "} (expected: a parameter of the operation)",
                                Findings.near(name, operation.parameters().names(), "Declare it in parameters"));
            }
        }
        StringBuilder address = new StringBuilder();
        int number = 0;
        for (Template.Piece piece : operation.template(url).pieces()) {
            if (piece instanceof Template.Slot slot) {
                String property = URL_SLOT + ++number;
                property(operation, "url", property)
                        .with("expression", slot.parameter().expression());
                address.append('{').append(property).append('}');
            } else {
                address.append(escaped(((Template.Literal) piece).text()));
            }
        }
        return sound ? Optional.of(address.toString()) : Optional.empty();
    }

    /** Braces and dollar signs mean something in the template of an endpoint, and nothing here. */
    private static String escaped(String literal) {
        return literal.replace("{", "%7B")
                .replace("}", "%7D")
                .replace("$", "%24")
                .replace(" ", "%20");
    }

    private static Blueprint property(Operation operation, String option, String name) {
        return operation
                .sequence()
                .child("property", operation.options().placeOf(option))
                .with("name", name);
    }

    private static void headers(Operation operation) {
        boolean omits = operation.options().flag("omitEmptyHeaders");
        Map<String, String> headers = operation.options().texts("headers");
        boolean all = headers.containsKey(ALL);
        if (all) {
            operation.sequence().own("handshakeHeaders");
        }
        headers.forEach((name, value) -> {
            Template template = operation.template(value);
            boolean empty = template.isConstant() && template.constant().isEmpty();
            if (omits && empty && all) {
                header(operation, operation.sequence(), name).with("action", "remove");
            } else if (!name.equals(ALL) && !(omits && empty)) {
                Blueprint holder = omits && !template.isConstant()
                        ? unlessEmpty(operation, "headers", template)
                        : operation.sequence();
                template.into(header(operation, holder, name));
            }
        });
    }

    private static Blueprint header(Operation operation, Blueprint holder, String name) {
        return holder.child("header", operation.options().placeOf("headers"))
                .with("name", name)
                .with("scope", "transport");
    }

    private static Blueprint unlessEmpty(Operation operation, String option, Template template) {
        return operation
                .sequence()
                .child("filter", operation.options().placeOf(option))
                .with("xpath", "string(" + template.expression() + ") != ''")
                .child("then");
    }

    /** The names of the properties for the query, each set before the call. */
    private static String query(Operation operation) {
        boolean omits = operation.options().flag("omitEmptyQueryParameters");
        List<String> names = new ArrayList<>();
        operation.options().texts("query").forEach((name, value) -> {
            Template template = operation.template(value);
            boolean left = omits && template.isConstant() && template.constant().isEmpty();
            if (name.equals(ALL)) {
                operation
                        .options()
                        .findings()
                        .warning(
                                Codes.NOT_SERVED,
                                operation.options().placeOf("query"),
                                "query: * (expected: names; that of the handshake is not sent on as a whole)",
                                "Name each parameter: name: '{name}', with a parameter in: query");
            } else if (!name.matches("[A-Za-z0-9._~-]+")) {
                operation
                        .options()
                        .part("query")
                        .ifPresent(part -> part.wrong(
                                name,
                                URLEncoder.encode(name, StandardCharsets.UTF_8),
                                "a name of letters, digits, . _ ~ -"));
            } else if (!left) {
                names.add(QUERY_SLOT + name);
                Blueprint holder = omits && !template.isConstant()
                        ? unlessEmpty(operation, "query", template)
                        : operation.sequence();
                template.into(holder.child("property", operation.options().placeOf("query"))
                        .with("name", QUERY_SLOT + name));
            }
        });
        return String.join(",", names);
    }
}
