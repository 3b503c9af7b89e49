package dev.myelin.engine.compiler;

import dev.myelin.dsl.DidYouMean;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The parameters of {@code http} and {@code https} inbound endpoints, in the names that the listener has for them. */
final class HttpInboundParameters {
    private static final String PORT = "inbound.http.port";
    private static final String PATTERN = "dispatch.filter.pattern";
    private static final String ALL_APIS = "api.dispatching.enabled";
    private static final String LISTENER_PORT = "inbound.ws.port";
    private static final String BAD_VALUE = "MYL-3002";
    private static final int HIGHEST_PORT = 65535;

    /** Names of TLS with one value, and what the listener calls them. */
    private static final Map<String, String> TLS = Map.of(
            "HttpsProtocols", "wss.ssl.protocols",
            "PreferredCiphers", "wss.ssl.cipher.suites",
            "SSLVerifyClient", "wss.ssl.client.auth");
    /** Elements in {@code keystore}, and what the listener calls them. */
    private static final Map<String, String> KEY_STORE = Map.of(
            "Location", "wss.ssl.key.store.file",
            "Type", "wss.ssl.key.store.type",
            "Password", "wss.ssl.key.store.pass",
            "KeyPassword", "wss.ssl.cert.pass");
    /** Elements in {@code truststore}, and what the listener calls them. */
    private static final Map<String, String> TRUST_STORE = Map.of(
            "Location", "wss.ssl.trust.store.file",
            "Type", "wss.ssl.trust.store.type",
            "Password", "wss.ssl.trust.store.pass");
    /** Threads are shared; there is one engine; sequences are made by their authors. */
    private static final List<String> IGNORED = List.of(
            "inbound.worker.pool.size.core",
            "inbound.worker.pool.size.max",
            "inbound.worker.thread.keep.alive.sec",
            "inbound.worker.pool.queue.length",
            "inbound.thread.id",
            "inbound.thread.group.id",
            "sequential",
            "coordination",
            "generateSequences",
            "SSLProtocol",
            "SessionTimeout");

    private final Map<String, String> given;
    private final Problems problems;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> origins = new HashMap<>();

    /** Takes what is wrong with a parameter. */
    @FunctionalInterface
    interface Problems {
        void report(String parameter, boolean error, String code, String message, String hint);
    }

    HttpInboundParameters(Map<String, String> given, boolean secure, Problems problems) {
        this.given = given;
        this.problems = problems;
        port();
        given.keySet().forEach(name -> take(name, secure));
        if (secure && settings.containsKey("wss.ssl.trust.store.file")) {
            settings.putIfAbsent("wss.ssl.client.auth", "none");
        }
    }

    /** The settings under the names that the listener has for them. */
    Map<String, String> settings() {
        return settings;
    }

    /** Listener's name to the parameter that a setting comes from. */
    Map<String, String> origins() {
        return origins;
    }

    /** Requests whose path matches it go to proxies and APIs first; takes the parameters that say so out of {@code given}. */
    static Optional<Pattern> apis(Map<String, String> given, Problems problems) {
        String pattern = given.remove(PATTERN);
        String text = "true".equalsIgnoreCase(given.remove(ALL_APIS)) ? ".*" : pattern;
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            String rule = " (expected: a regular expression; " + e.getDescription() + ")";
            problems.report(PATTERN, true, BAD_VALUE, PATTERN + ": " + text + rule, "");
            return Optional.empty();
        }
    }

    private void port() {
        String text = given.getOrDefault(PORT, "none");
        boolean isPort = text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT;
        if (!isPort) {
            problems.report(PORT, true, BAD_VALUE, PORT + ": " + text + " (expected: a port up to 65535)", "");
        }
        put(LISTENER_PORT, isPort ? text : "0", PORT);
    }

    private void take(String name, boolean secure) {
        boolean isTls = TLS.containsKey(name) || name.equals("keystore") || name.equals("truststore");
        if (isTls && !secure) {
            problems.report(name, false, "MYL-3006", name + ": has no effect without TLS", "Write protocol=\"https\"");
        } else if (isTls) {
            tls(name, given.getOrDefault(name, ""));
        } else if (name.equals("CertificateRevocationVerifier")) {
            problems.report(
                    name,
                    false,
                    "MYL-3006",
                    name + ": has no effect (expected: none); certificates are not asked about at their authority",
                    "");
        } else if (!isKnown(name)) {
            List<String> known = List.of(PORT, PATTERN, "keystore", "truststore", "SSLVerifyClient", "HttpsProtocols");
            String hint = DidYouMean.closest(name, known)
                    .map(near -> "Did you mean " + near + "?")
                    .orElse("It has no effect.");
            problems.report(name, false, "MYL-3001", "unknown parameter " + name, hint);
        }
    }

    private static boolean isKnown(String name) {
        return name.equals(PORT) || IGNORED.contains(name);
    }

    private void tls(String name, String value) {
        switch (name) {
            case "keystore" -> store(name, value, KEY_STORE);
            case "truststore" -> store(name, value, TRUST_STORE);
            case "SSLVerifyClient" -> put(TLS.getOrDefault(name, name), verification(value), name);
            default -> put(TLS.getOrDefault(name, name), value, name);
        }
    }

    private static String verification(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "require" -> "required";
            case "optional" -> "wanted";
            default -> value;
        };
    }

    /** {@code <KeyStore><Location>...</Location>...</KeyStore>}. */
    private void store(String name, String xml, Map<String, String> elements) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT && elements.containsKey(reader.getLocalName())) {
                    String setting = elements.get(reader.getLocalName());
                    put(setting, reader.getElementText().strip(), name);
                }
            }
        } catch (XMLStreamException e) {
            String root = elements.equals(KEY_STORE) ? "KeyStore" : "TrustStore";
            String rule = " (expected: <" + root + "> with <Location>, <Type> and <Password>)";
            problems.report(name, true, "MYL-3006", name + ": " + rule.strip(), "");
        }
    }

    private void put(String setting, String value, String origin) {
        settings.put(setting, value);
        origins.put(setting, origin);
    }
}
