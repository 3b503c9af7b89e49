package dev.myelin.engine.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The TLS settings of {@code deployment.toml}, each under the end of its parameter's name ({@code key.store.file}), so
 * that what comes after need not know where MI has it.
 */
final class TlsTables {
    private static final String KEY = "key.store.";
    private static final String TRUST = "trust.store.";

    private final Section tls;
    private final Section trust;
    private final Section http;

    TlsTables(Document document) {
        tls = document.section(List.of("keystore", "tls"));
        trust = document.section(List.of("truststore"));
        http = document.section(List.of("transport", "http"));
    }

    DeploymentConfig.Secure secure(String plainHost) {
        Map<String, TlsText> listener = listener();
        boolean enabled = http.flag("listener.secured_enable", true);
        boolean hasKey = listener.containsKey(KEY + "file") || listener.containsKey("cert.file");
        String host = http.text("listener.secured_hostname").orElse(plainHost);
        return new DeploymentConfig.Secure(
                enabled && hasKey,
                (int) http.number("listener.secured_port", 0, 65535, DeploymentConfig.Secure.NONE.port()),
                http.text("listener.secured_bind_address").orElse(host),
                listener,
                sender());
    }

    private Map<String, TlsText> listener() {
        Map<String, TlsText> found = new LinkedHashMap<>();
        keyStore(tls, "", found);
        put(tls, "alias", "key.alias", found);
        put(tls, "cert_file", "cert.file", found);
        put(tls, "key_file", "key.file", found);
        keyStore(http, "listener.keystore.", found);
        put(http, "listener.secured_protocols", "protocols", found);
        put(http, "listener.preferred_ciphers", "cipher.suites", found);
        put(http, "listener.verify_client", "client.auth", found);
        if (found.containsKey("client.auth")) {
            // Else a trust store has no effect, as in MI.
            trustStore(trust, "", found);
            trustStore(http, "listener.truststore.", found);
        } else {
            trustStore(http, "listener.truststore.", new LinkedHashMap<>());
        }
        return Map.copyOf(found);
    }

    private Map<String, TlsText> sender() {
        Map<String, TlsText> found = new LinkedHashMap<>();
        trustStore(trust, "", found);
        trustStore(http, "sender.truststore.", found);
        keyStore(http, "sender.keystore.", found);
        put(http, "sender.secured_protocols", "protocols", found);
        put(http, "sender.preferred_ciphers", "cipher.suites", found);
        return Map.copyOf(found);
    }

    /** Of {@code [transport.ws]} or {@code [transport.wss]}; any of the names may be a parameter, behind {@code ws.ssl.}. */
    Map<String, TlsText> sender(Section section) {
        Map<String, TlsText> found = new LinkedHashMap<>();
        trustStore(trust, "", found);
        Map<String, TlsText> own = new LinkedHashMap<>();
        put(section, "sender.truststore_location", TRUST + "file", own);
        put(section, "sender.truststore_password", TRUST + "pass", own);
        put(section, "sender.truststore_type", TRUST + "type", own);
        section.settings("sender.parameter").forEach((name, text) -> {
            if (name.startsWith("ws.ssl.")) {
                own.put(name.substring("ws.ssl.".length()), text);
            } else if (name.equals("ws.trust.store.type")) {
                own.put(TRUST + "type", text);
            }
        });
        override(TRUST, own, found);
        return Map.copyOf(found);
    }

    private static void keyStore(Section section, String prefix, Map<String, TlsText> into) {
        Map<String, TlsText> own = new LinkedHashMap<>();
        file(section, prefix, KEY + "file", own);
        put(section, prefix + "password", KEY + "pass", own);
        put(section, prefix + "type", KEY + "type", own);
        put(section, prefix + "key_password", "cert.pass", own);
        override(KEY, own, into);
    }

    private static void trustStore(Section section, String prefix, Map<String, TlsText> into) {
        Map<String, TlsText> own = new LinkedHashMap<>();
        file(section, prefix, TRUST + "file", own);
        put(section, prefix + "password", TRUST + "pass", own);
        put(section, prefix + "type", TRUST + "type", own);
        override(TRUST, own, into);
    }

    /** A store comes with its own password and type: those of another one do not count. */
    private static void override(String prefix, Map<String, TlsText> own, Map<String, TlsText> into) {
        if (own.containsKey(prefix + "file")) {
            into.keySet().removeIf(name -> name.startsWith(prefix) || prefix.equals(KEY) && name.equals("cert.pass"));
        }
        into.putAll(own);
    }

    private static void file(Section section, String prefix, String name, Map<String, TlsText> into) {
        put(section, prefix + "location", name, into);
        put(section, prefix + "file_name", name, into);
    }

    private static void put(Section section, String key, String name, Map<String, TlsText> into) {
        section.setting(key).filter(text -> !text.value().isBlank()).ifPresent(text -> into.put(name, text));
    }
}
