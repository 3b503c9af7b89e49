package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.HttpAuthentication;
import dev.myelin.dsl.model.HttpAuthentication.Grant;
import dev.myelin.dsl.model.HttpAuthentication.NamedText;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.endpoint.auth.BasicCredentials;
import dev.myelin.engine.mediator.endpoint.auth.Credentials;
import dev.myelin.engine.mediator.endpoint.auth.OAuthCredentials;
import dev.myelin.engine.mediator.endpoint.auth.TokenRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code <authentication>} of an {@code http} endpoint. */
final class EndpointCredentials {
    private static final String CODE = "MYL-2113";
    private static final long USUAL_TIMEOUT = 30_000;

    private final ArtefactBuild build;
    private final EndpointTexts texts;

    EndpointCredentials(ArtefactBuild build, EndpointTexts texts) {
        this.build = build;
        this.texts = texts;
    }

    /** What the back-end is shown; empty, and reported, when something is missing. */
    Optional<Credentials> read(HttpAuthentication given) {
        if (given.basic().isPresent()) {
            HttpAuthentication.Basic basic = given.basic().get();
            Optional<TextSource> name = needed("username", basic.username(), basic);
            Optional<TextSource> password = needed("password", basic.password(), basic);
            return name.flatMap(user -> password.map(secret -> new BasicCredentials(user, secret)));
        }
        if (given.oauth().isEmpty()) {
            build.error(given, CODE, "authentication: nothing in it (expected: basicAuth or oauth)", "");
            return Optional.empty();
        }
        HttpAuthentication.OAuth oauth = given.oauth().get();
        if (oauth.clientCredentials().isPresent()) {
            return grant(
                    "client_credentials",
                    List.of(),
                    true,
                    oauth.clientCredentials().get());
        }
        if (oauth.passwordCredentials().isPresent()) {
            return grant(
                    "password",
                    List.of("username", "password"),
                    false,
                    oauth.passwordCredentials().get());
        }
        if (oauth.authorizationCode().isPresent()) {
            return grant(
                    "refresh_token",
                    List.of("refreshToken"),
                    true,
                    oauth.authorizationCode().get());
        }
        String message = "oauth: nothing in it (expected: clientCredentials, passwordCredentials or authorizationCode)";
        build.error(oauth, CODE, message, "");
        return Optional.empty();
    }

    private Optional<Credentials> grant(String type, List<String> fields, boolean needsClient, Grant given) {
        given.proxy().filter(HttpAuthentication.TokenProxy::isEnabled).ifPresent(proxy -> {
            String message = "proxyConfigs: " + proxy.address() + " (expected: none; a proxy in front of the token"
                    + " server is not supported)";
            build.error(proxy, CODE, message, "Let the token server be reached directly, or point tokenUrl at a relay");
        });
        Map<String, TextSource> form = new LinkedHashMap<>();
        form.put("grant_type", exchange -> type);
        boolean complete = true;
        for (String field : fields) {
            Optional<TextSource> value = needed(field, field(field, given), given);
            complete &= value.isPresent();
            value.ifPresent(text -> form.put(field.equals("refreshToken") ? "refresh_token" : field, text));
        }
        named(given.requestParameters(), form);
        Optional<TextSource> id = client("clientId", given.clientId(), needsClient, given);
        Optional<TextSource> secret = client("clientSecret", given.clientSecret(), needsClient, given);
        Optional<TextSource> url = needed("tokenUrl", given.tokenUrl(), given);
        Map<String, TextSource> headers = new LinkedHashMap<>();
        named(given.customHeaders(), headers);
        long timeout = texts.number("timeout", given.timeout(), given, 1).orElse(USUAL_TIMEOUT);
        if (!complete || url.isEmpty() || (needsClient && (id.isEmpty() || secret.isEmpty()))) {
            return Optional.empty();
        }
        boolean inHeader = !texts.withParameters(given.authMode()).equalsIgnoreCase("payload");
        return Optional.of(new OAuthCredentials(
                new TokenRequest(url.get(), form, id, secret, inHeader, headers, Duration.ofMillis(timeout)),
                Clock.systemUTC()));
    }

    private static Optional<String> field(String name, Grant given) {
        return switch (name) {
            case "username" -> given.username();
            case "password" -> given.password();
            default -> given.refreshToken();
        };
    }

    private void named(List<NamedText> given, Map<String, TextSource> to) {
        for (NamedText each : given) {
            texts.source(each.text(), each.name(), each).ifPresent(text -> to.put(each.name(), text));
        }
    }

    private Optional<TextSource> client(String name, Optional<String> text, boolean needed, SynapseNode where) {
        return needed ? needed(name, text, where) : text.flatMap(given -> texts.source(given, name, where));
    }

    private Optional<TextSource> needed(String name, Optional<String> text, SynapseNode where) {
        if (text.filter(given -> !given.isBlank()).isEmpty()) {
            build.error(where, CODE, name + ": none (expected: a text or an {expression})", "Add <" + name + ">");
            return Optional.empty();
        }
        return texts.source(text.get(), name, where);
    }
}
