package dev.myelin.engine.transport.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What TLS is set to on a listener or for connections to back-ends. Two that are equal share one context.
 *
 * @param role which side, and what it asks of the other
 * @param keys the own private key and certificates
 * @param trust the certificates to trust; for connections to back-ends the JDK's unless set
 * @param protocols versions, as the JDK names them
 * @param cipherSuites in the JDK's names; empty for the default
 */
public record TlsSettings(
        Role role,
        Optional<KeyFiles> keys,
        Optional<StoreFile> trust,
        List<String> protocols,
        List<String> cipherSuites) {

    /** Every sound version, the newest first. */
    public static final List<String> SOUND_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Which side of connections. */
    public sealed interface Role {}

    /**
     * The side that is connected to.
     *
     * @param clientAuth whether clients show a certificate
     */
    public record Listener(ClientAuth clientAuth) implements Role {}

    /**
     * The side that connects.
     *
     * @param verifiesHostname whether the certificate must be for the host that was asked for
     */
    public record Sender(boolean verifiesHostname) implements Role {}

    /** Whether clients show a certificate. */
    public enum ClientAuth {
        /** They are not asked. */
        NONE,
        /** They are asked, and may have none; one that is not trusted ends the connection. */
        WANTED,
        /** Without one that is trusted there is no connection. */
        REQUIRED
    }

    /** Where the own private key is. */
    public sealed interface KeyFiles {}

    /**
     * In a key store.
     *
     * @param store the file
     * @param key the password of the private key
     * @param alias the entry; the first one with a private key unless set
     */
    public record KeyStoreFile(StoreFile store, Password key, Optional<String> alias) implements KeyFiles {}

    /**
     * In PEM files.
     *
     * @param certificates the certificate first
     * @param key the private key, in any of OpenSSL's forms
     * @param password of an encrypted private key
     */
    public record PemFiles(SettingFile certificates, SettingFile key, Password password) implements KeyFiles {}

    /**
     * A key store.
     *
     * @param file where it is
     * @param password its password
     * @param type told by the content unless set
     */
    public record StoreFile(SettingFile file, Password password, Optional<String> type) {}

    /**
     * A file, and the setting that names it.
     *
     * @param setting the setting's name
     * @param path resolved
     */
    public record SettingFile(String setting, Path path) {}

    /**
     * A password, and the setting that has it.
     *
     * @param setting the setting's name
     * @param value empty for none
     */
    public record Password(String setting, String value) {
        char[] characters() {
            return value.toCharArray();
        }

        /** Without the password. */
        @Override
        public String toString() {
            return setting + ": (not shown)";
        }
    }

    /** All files, to be watched. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        keys.ifPresent(found -> {
            if (found instanceof PemFiles pem) {
                files.add(pem.certificates().path());
                files.add(pem.key().path());
            } else if (found instanceof KeyStoreFile store) {
                files.add(store.store().file().path());
            }
        });
        trust.ifPresent(store -> files.add(store.file().path()));
        return files;
    }
}
