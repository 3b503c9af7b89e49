package dev.myelin.engine.transport.tls;

import dev.myelin.engine.transport.tls.TlsSettings.ClientAuth;
import dev.myelin.engine.transport.tls.TlsSettings.KeyFiles;
import dev.myelin.engine.transport.tls.TlsSettings.Password;
import dev.myelin.engine.transport.tls.TlsSettings.SettingFile;
import dev.myelin.engine.transport.tls.TlsSettings.StoreFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns texts into {@link TlsSettings}, and finds what is wrong with each, the content of files included. */
public final class TlsParameters {
    private static final Set<String> OBSOLETE =
            Set.of("SSL", "SSLV2", "SSLV3", "SSLV2HELLO", "TLSV1", "TLSV1.0", "TLSV1.1");

    private final Map<TlsKey, Given> given;
    private final Function<TlsKey, String> names;
    private final Path directory;
    private final Problems problems;
    private boolean reads = true;

    /**
     * A text, and the name that the user knows it by.
     *
     * @param name such as {@code wss.ssl.key.store.file}
     * @param value as given
     */
    public record Given(String name, String value) {
        /** Without the value, which may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** Takes what is wrong with a setting. */
    @FunctionalInterface
    public interface Problems {
        /**
         * Takes one problem.
         *
         * @param setting its name
         * @param error whether there is no TLS so
         * @param message what is wrong
         * @param hint what to do
         */
        void report(String setting, boolean error, String message, String hint);
    }

    /**
     * @param given what is set
     * @param names of those that are not
     * @param directory where relative paths start
     * @param problems takes what is wrong
     */
    public TlsParameters(Map<TlsKey, Given> given, Function<TlsKey, String> names, Path directory, Problems problems) {
        this.given = given;
        this.names = names;
        this.directory = directory;
        this.problems = problems;
    }

    /** Leaves unread what the files contain. */
    public TlsParameters withoutReading() {
        reads = false;
        return this;
    }

    /** What of {@code parameters} is TLS: the names that begin with {@code prefix}. */
    public static Map<TlsKey, Given> of(Map<String, String> parameters, String prefix) {
        Map<TlsKey, Given> found = new EnumMap<>(TlsKey.class);
        parameters.forEach((name, value) -> {
            if (!value.isBlank()) {
                TlsKey.of(prefix, name).ifPresent(key -> found.put(key, new Given(name, value.strip())));
            }
        });
        return found;
    }

    /** For a listener; empty, and reported, when it cannot be. */
    public Optional<TlsSettings> listener() {
        Findings findings = new Findings();
        Optional<StoreFile> trust = trust(findings);
        Optional<KeyFiles> keys = keys(findings);
        if (keys.isEmpty() && findings.none()) {
            String name = nameOf(TlsKey.KEY_STORE_FILE);
            findings.error(
                    name,
                    name + ": none (expected: a key store with the server's private key and certificate)",
                    "Or set " + nameOf(TlsKey.CERTIFICATE_FILE) + " and " + nameOf(TlsKey.KEY_FILE) + " (PEM)");
        }
        ClientAuth auth = clientAuth(trust.isPresent(), findings);
        return checked(new TlsSettings.Listener(auth), keys, trust, findings);
    }

    /** For connections to back-ends; empty, and reported, when it cannot be. */
    public Optional<TlsSettings> sender(boolean verifiesHostname) {
        Findings findings = new Findings();
        Optional<StoreFile> trust = trust(findings);
        Optional<KeyFiles> keys = keys(findings);
        return checked(new TlsSettings.Sender(verifiesHostname), keys, trust, findings);
    }

    private Optional<TlsSettings> checked(
            TlsSettings.Role role, Optional<KeyFiles> keys, Optional<StoreFile> trust, Findings findings) {
        TlsSettings settings = new TlsSettings(role, keys, trust, protocols(findings), cipherSuites(findings));
        if (reads && findings.none()) {
            keys.ifPresent(files -> findings.trying(() -> PrivateKeys.read(files)));
            trust.ifPresent(store -> findings.trying(() -> TrustedCertificates.read(store)));
        }
        return findings.none() ? Optional.of(settings) : Optional.empty();
    }

    private Optional<KeyFiles> keys(Findings findings) {
        Optional<SettingFile> store = file(TlsKey.KEY_STORE_FILE, findings);
        Optional<SettingFile> certificate = file(TlsKey.CERTIFICATE_FILE, findings);
        Optional<SettingFile> key = file(TlsKey.KEY_FILE, findings);
        if (store.isPresent() && (certificate.isPresent() || key.isPresent())) {
            String name = certificate.or(() -> key).map(SettingFile::setting).orElse("");
            String message = name + ": set beside " + store.get().setting() + " (expected: a key store or PEM files)";
            findings.error(name, message, "Remove one of them");
            return Optional.empty();
        }
        if (certificate.isPresent() != key.isPresent()) {
            TlsKey missing = certificate.isPresent() ? TlsKey.KEY_FILE : TlsKey.CERTIFICATE_FILE;
            String name = certificate.or(() -> key).map(SettingFile::setting).orElse("");
            String message = nameOf(missing) + ": none (expected: a PEM file, as " + name + " is set)";
            findings.error(name, message, "");
            return Optional.empty();
        }
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new TlsSettings.PemFiles(certificate.get(), key.get(), password(TlsKey.KEY_PASSWORD)));
        }
        return store.map(file -> {
            Password password = password(TlsKey.KEY_STORE_PASSWORD);
            Password own = password(TlsKey.KEY_PASSWORD);
            return new TlsSettings.KeyStoreFile(
                    new StoreFile(file, password, value(TlsKey.KEY_STORE_TYPE)),
                    own.value().isEmpty() ? new Password(own.setting(), password.value()) : own,
                    value(TlsKey.KEY_ALIAS));
        });
    }

    private Optional<StoreFile> trust(Findings findings) {
        return file(TlsKey.TRUST_STORE_FILE, findings)
                .map(file ->
                        new StoreFile(file, password(TlsKey.TRUST_STORE_PASSWORD), value(TlsKey.TRUST_STORE_TYPE)));
    }

    /** Setting a trust store makes certificates mandatory, as in MI. */
    private ClientAuth clientAuth(boolean trusts, Findings findings) {
        String text =
                value(TlsKey.CLIENT_AUTH).orElse(trusts ? "required" : "none").toLowerCase(Locale.ROOT);
        ClientAuth auth =
                switch (text) {
                    case "none" -> ClientAuth.NONE;
                    case "wanted", "optional" -> ClientAuth.WANTED;
                    case "required", "require" -> ClientAuth.REQUIRED;
                    default -> {
                        String name = nameOf(TlsKey.CLIENT_AUTH);
                        findings.error(name, name + ": " + text + " (expected: none, wanted or required)", "");
                        yield ClientAuth.REQUIRED;
                    }
                };
        if (auth != ClientAuth.NONE && !trusts && findings.none()) {
            String name = nameOf(TlsKey.CLIENT_AUTH);
            String message = name + ": " + text + " (expected: " + nameOf(TlsKey.TRUST_STORE_FILE)
                    + " to be set, to know which certificates to trust)";
            findings.error(name, message, "");
        }
        return auth;
    }

    private List<String> protocols(Findings findings) {
        String name = nameOf(TlsKey.PROTOCOLS);
        List<String> wanted = list(TlsKey.PROTOCOLS);
        if (wanted.isEmpty() || wanted.stream().anyMatch("TLS"::equalsIgnoreCase)) {
            return TlsSettings.SOUND_PROTOCOLS;
        }
        List<String> sound = TlsSettings.SOUND_PROTOCOLS.stream()
                .filter(version -> wanted.stream().anyMatch(version::equalsIgnoreCase))
                .toList();
        for (String each : wanted) {
            if (sound.stream().noneMatch(each::equalsIgnoreCase)) {
                boolean obsolete = OBSOLETE.contains(each.toUpperCase(Locale.ROOT));
                String message = name + ": " + each + " (expected: TLS, TLSv1.2 or TLSv1.3"
                        + (obsolete ? "; " + each + " is not safe any more)" : ")");
                boolean error = !obsolete || sound.isEmpty();
                findings.report(name, error, message, error ? "" : "It is left out; the others are used");
            }
        }
        return sound;
    }

    private List<String> cipherSuites(Findings findings) {
        List<String> wanted = list(TlsKey.CIPHER_SUITES);
        if (!wanted.isEmpty()) {
            Set<String> known = CipherSuites.ofTheJdk();
            String name = nameOf(TlsKey.CIPHER_SUITES);
            for (String each : wanted) {
                if (!known.contains(each)) {
                    findings.error(
                            name,
                            name + ": " + each + " (expected: cipher suites of the JDK, such as"
                                    + " TLS_AES_128_GCM_SHA256)",
                            "");
                }
            }
        }
        return wanted;
    }

    private Optional<SettingFile> file(TlsKey key, Findings findings) {
        return value(key).flatMap(text -> {
            try {
                return Optional.of(new SettingFile(nameOf(key), directory.resolve(text)));
            } catch (InvalidPathException e) {
                findings.error(nameOf(key), nameOf(key) + ": " + text + " (expected: the path of a file)", "");
                return Optional.empty();
            }
        });
    }

    private Password password(TlsKey key) {
        return new Password(nameOf(key), value(key).orElse(""));
    }

    private List<String> list(TlsKey key) {
        return value(key).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private Optional<String> value(TlsKey key) {
        return Optional.ofNullable(given.get(key)).map(Given::value);
    }

    private String nameOf(TlsKey key) {
        Given set = given.get(key);
        return set == null ? names.apply(key) : set.name();
    }

    /** What was found, and whether any of it is an error. */
    private final class Findings {
        private boolean errors;

        boolean none() {
            return !errors;
        }

        void error(String setting, String message, String hint) {
            report(setting, true, message, hint);
        }

        void report(String setting, boolean error, String message, String hint) {
            errors |= error;
            problems.report(setting, error, message, hint);
        }

        void trying(Runnable reading) {
            try {
                reading.run();
            } catch (TlsException e) {
                error(e.setting(), String.valueOf(e.getMessage()), e.hint());
            }
        }
    }
}
