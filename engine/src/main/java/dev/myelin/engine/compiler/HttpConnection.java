package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.HttpOperation;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.engine.mediator.call.HttpRequestSource;
import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.saxon.s9api.XdmNode;

/**
 * A connection of the HTTP connector: {@code http.init} of a local entry.
 *
 * @param values its children by name
 */
record HttpConnection(Map<String, String> values) {
    private static final String WRONG = "MYL-2105";
    private static final Set<String> TRUST = Set.of("trustStoreCertificatePath", "certificateConfigurable");

    /** The connection of a local entry that an operation names; empty, and reported, when it has none. */
    static Optional<HttpConnection> of(LocalEntry entry, HttpOperation operation, MediatorScope scope) {
        String key = operation.configKey();
        Optional<HttpConnection> found = read(entry.content());
        if (found.isEmpty()) {
            String message = "configKey: " + key + " (expected: a local entry with http.init and its baseUrl)";
            scope.error(operation, WRONG, message, "");
        }
        found.ifPresent(connection -> connection.check(operation, scope));
        return found;
    }

    private static Optional<HttpConnection> read(String content) {
        try {
            List<XdmNode> roots = Content.elements(content.strip());
            if (roots.size() == 1 && roots.get(0).getNodeName().getLocalName().equals("http.init")) {
                Map<String, String> values = new HashMap<>();
                for (XdmNode child : Envelopes.elements(roots.get(0))) {
                    values.put(
                            child.getNodeName().getLocalName(),
                            child.getStringValue().strip());
                }
                return Optional.of(new HttpConnection(Map.copyOf(values)))
                        .filter(found -> !found.value("baseUrl").isEmpty());
            }
        } catch (Fault notXml) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private void check(HttpOperation operation, MediatorScope scope) {
        for (String name : TRUST) {
            if (!value(name).isEmpty()) {
                scope.error(
                        operation,
                        WRONG,
                        name + ": " + value(name) + " (expected: no certificate of its own)",
                        "Put the certificate into the trust store of [truststore] in deployment.toml");
            }
        }
    }

    String baseUrl() {
        return value("baseUrl");
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** The endpoint that sends for it, as the inside of an {@code endpoint}. */
    String endpoint(String method) {
        return "<http method=\"" + method.toLowerCase(Locale.ROOT) + "\" uri-template=\"{" + HttpRequestSource.ADDRESS
                + "}\">" + timeout() + retries() + suspension() + authentication() + "</http>";
    }

    private String timeout() {
        String action = value("timeoutAction").equalsIgnoreCase("discard") ? "discard" : "fault";
        return value("timeoutDuration").isEmpty()
                ? ""
                : "<timeout>" + element("duration", "timeoutDuration") + "<responseAction>" + action
                        + "</responseAction></timeout>";
    }

    private String retries() {
        boolean wanted =
                !value("retryErrorCodes").isEmpty() || value("retryCount").matches("0*[1-9][0-9]*");
        return wanted
                ? "<markForSuspension>" + element("errorCodes", "retryErrorCodes")
                        + element("retriesBeforeSuspension", "retryCount") + element("retryDelay", "retryDelay")
                        + "</markForSuspension>"
                : "";
    }

    private String suspension() {
        boolean wanted = !value("suspendErrorCodes").isEmpty()
                || value("suspendInitialDuration").matches("0*[1-9][0-9]*");
        return wanted
                ? "<suspendOnFailure>" + element("errorCodes", "suspendErrorCodes")
                        + element("initialDuration", "suspendInitialDuration")
                        + element("progressionFactor", "suspendProgressionFactor")
                        + element("maximumDuration", "suspendMaximumDuration") + "</suspendOnFailure>"
                : "";
    }

    private String authentication() {
        String type = value("authType").toLowerCase(Locale.ROOT);
        if (type.startsWith("basic")) {
            return "<authentication><basicAuth>" + credentials("basicCredentials") + "</basicAuth></authentication>";
        }
        if (!type.startsWith("oauth")) {
            return "";
        }
        String client = first("clientId", "oauthClientId", "clientId")
                + first("clientSecret", "oauthClientSecret", "clientSecret")
                + first("tokenUrl", "oauthTokenUrl", "tokenUrl")
                + first("authMode", "oauthAuthorizationMode", "authorizationMode");
        String grant = value("oauthGrantType").toLowerCase(Locale.ROOT);
        String inside;
        if (grant.startsWith("client")) {
            inside = "<clientCredentials>" + client + "</clientCredentials>";
        } else if (grant.startsWith("password")) {
            inside = "<passwordCredentials>" + credentials("oauth") + client + "</passwordCredentials>";
        } else {
            inside = "<authorizationCode>" + first("refreshToken", "oauthRefreshToken", "refreshToken") + client
                    + "</authorizationCode>";
        }
        return "<authentication><oauth>" + inside + "</oauth></authentication>";
    }

    private String credentials(String prefix) {
        return first("username", prefix + "Username", "username") + first("password", prefix + "Password", "password");
    }

    private String first(String element, String name, String otherwise) {
        return value(name).isEmpty() ? element(element, otherwise) : element(element, name);
    }

    private String element(String element, String name) {
        return value(name).isEmpty()
                ? ""
                : "<" + element + ">" + GeneratedEndpoint.escape(value(name)) + "</" + element + ">";
    }
}
