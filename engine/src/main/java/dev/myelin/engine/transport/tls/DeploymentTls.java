package dev.myelin.engine.transport.tls;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.config.TlsText;
import dev.myelin.engine.transport.tls.TlsParameters.Given;
import dev.myelin.engine.transport.tls.TlsParameters.Problems;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The TLS settings that {@code deployment.toml} has, alone and beneath those of endpoints. */
public final class DeploymentTls {
    /** The beginning of an endpoint's properties, and of a sender's parameters, about TLS. */
    public static final String ENDPOINT_PREFIX = "ws.ssl.";

    /** The property, and parameter, that switches the checking of host names off. */
    public static final String HOSTNAME_VERIFICATION = "ws.client.enable.hostname.verification";

    private static final Set<TlsKey> OF_KEY_STORE = Set.of(
            TlsKey.KEY_STORE_FILE,
            TlsKey.KEY_STORE_PASSWORD,
            TlsKey.KEY_STORE_TYPE,
            TlsKey.KEY_ALIAS,
            TlsKey.KEY_PASSWORD,
            TlsKey.CERTIFICATE_FILE,
            TlsKey.KEY_FILE);
    private static final Set<TlsKey> OF_TRUST_STORE =
            Set.of(TlsKey.TRUST_STORE_FILE, TlsKey.TRUST_STORE_PASSWORD, TlsKey.TRUST_STORE_TYPE);

    private final DeploymentConfig config;
    private final boolean reads;

    /** Of {@code config}, with files read to see whether they are of use. */
    public DeploymentTls(DeploymentConfig config) {
        this(config, true);
    }

    private DeploymentTls(DeploymentConfig config, boolean reads) {
        this.config = config;
        this.reads = reads;
    }

    /** The same with all files left unread. */
    public DeploymentTls withoutReading() {
        return new DeploymentTls(config, false);
    }

    /** Of the HTTPS listener; empty when there is to be none, or, and reported, when it cannot be. */
    public Optional<TlsSettings> httpsListener(Problems problems) {
        DeploymentConfig.Secure secure = config.http().secure();
        return secure.listens()
                ? reader(given(secure.listener()), DeploymentTls::listenerName, problems)
                        .listener()
                : Optional.empty();
    }

    /**
     * Of a listener with the key of the HTTPS listener, whether that listens or not, which asks nobody for a certificate; empty
     * when there is no key, or, and reported, when it cannot be.
     */
    public Optional<TlsSettings> serverOnly(Problems problems) {
        Map<TlsKey, Given> own = given(config.http().secure().listener());
        own.keySet().removeAll(OF_TRUST_STORE);
        own.remove(TlsKey.CLIENT_AUTH);
        return own.containsKey(TlsKey.KEY_STORE_FILE) || own.containsKey(TlsKey.CERTIFICATE_FILE)
                ? reader(own, DeploymentTls::listenerName, problems).listener()
                : Optional.empty();
    }

    /** Of connections to {@code https} back-ends; empty, and reported, when there can be none. */
    public Optional<TlsSettings> httpsSender(Problems problems) {
        return reader(given(config.http().secure().sender()), DeploymentTls::senderName, problems)
                .sender(true);
    }

    /**
     * Of connections to {@code wss} back-ends; empty, and reported, when there can be none.
     *
     * @param properties of the endpoint, which win over those of the sender
     */
    public Optional<TlsSettings> wssSender(Map<String, String> properties, Problems problems) {
        Map<TlsKey, Given> own = TlsParameters.of(properties, ENDPOINT_PREFIX);
        Map<TlsKey, Given> all = given(config.wss().tls());
        if (own.containsKey(TlsKey.KEY_STORE_FILE) || own.containsKey(TlsKey.CERTIFICATE_FILE)) {
            all.keySet().removeAll(OF_KEY_STORE);
        }
        if (own.containsKey(TlsKey.TRUST_STORE_FILE)) {
            all.keySet().removeAll(OF_TRUST_STORE);
        }
        all.putAll(own);
        String verification = properties.getOrDefault(
                HOSTNAME_VERIFICATION, config.wss().parameters().getOrDefault(HOSTNAME_VERIFICATION, "true"));
        return reader(all, key -> ENDPOINT_PREFIX + key.text(), problems)
                .sender(!"false".equalsIgnoreCase(verification.strip()));
    }

    /** Whether a property of an endpoint is about TLS. */
    public static boolean isAboutTls(String property) {
        return property.startsWith(ENDPOINT_PREFIX) || property.equals(HOSTNAME_VERIFICATION);
    }

    /** The setting of {@code deployment.toml} that has this name; null when it is none of it. */
    public @Nullable TlsText find(String name) {
        for (Map<String, TlsText> texts : List.of(
                config.http().secure().listener(),
                config.http().secure().sender(),
                config.wss().tls())) {
            for (TlsText text : texts.values()) {
                if (text.name().equals(name)) {
                    return text;
                }
            }
        }
        return null;
    }

    private TlsParameters reader(Map<TlsKey, Given> given, Function<TlsKey, String> names, Problems problems) {
        TlsParameters reader = new TlsParameters(given, names, config.directory(), problems);
        return reads ? reader : reader.withoutReading();
    }

    private static Map<TlsKey, Given> given(Map<String, TlsText> texts) {
        Map<TlsKey, Given> given = new EnumMap<>(TlsKey.class);
        texts.forEach((name, text) -> TlsKey.of("", name)
                .ifPresent(key ->
                        given.put(key, new Given(text.name(), text.value().strip()))));
        return given;
    }

    private static String listenerName(TlsKey key) {
        return switch (key) {
            case KEY_STORE_FILE -> "keystore.tls.file_name";
            case KEY_STORE_PASSWORD -> "keystore.tls.password";
            case KEY_PASSWORD -> "keystore.tls.key_password";
            case CERTIFICATE_FILE -> "keystore.tls.cert_file";
            case KEY_FILE -> "keystore.tls.key_file";
            case TRUST_STORE_FILE -> "transport.http.listener.truststore.file_name";
            case TRUST_STORE_PASSWORD -> "transport.http.listener.truststore.password";
            case CLIENT_AUTH -> "transport.http.listener.verify_client";
            default -> "transport.http.listener." + key.text();
        };
    }

    private static String senderName(TlsKey key) {
        return switch (key) {
            case KEY_STORE_PASSWORD -> "transport.http.sender.keystore.password";
            case KEY_PASSWORD -> "transport.http.sender.keystore.key_password";
            case TRUST_STORE_PASSWORD -> "transport.http.sender.truststore.password";
            default -> "transport.http.sender." + key.text();
        };
    }
}
