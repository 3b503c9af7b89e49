package dev.myelin.engine.transport.tls;

import java.util.Optional;
import java.util.stream.Stream;

/** What can be set of TLS, by the part of the parameter's name that {@code wss.ssl.} and {@code ws.ssl.} share. */
public enum TlsKey {
    /** A key store with the private key and its certificates. */
    KEY_STORE_FILE("key.store.file"),
    /** Its password. */
    KEY_STORE_PASSWORD("key.store.pass"),
    /** {@code JKS} or {@code PKCS12}; told by the content unless set. */
    KEY_STORE_TYPE("key.store.type"),
    /** Which entry of the key store; the first one with a private key unless set. */
    KEY_ALIAS("key.alias"),
    /** The password of the private key; that of the key store unless set. */
    KEY_PASSWORD("cert.pass"),
    /** PEM: the certificate, followed by those that lead to its authority. */
    CERTIFICATE_FILE("cert.file"),
    /** PEM: the private key. */
    KEY_FILE("key.file"),
    /** A key store, or PEM file, with the certificates to trust. */
    TRUST_STORE_FILE("trust.store.file"),
    /** Its password. */
    TRUST_STORE_PASSWORD("trust.store.pass"),
    /** {@code JKS}, {@code PKCS12} or {@code PEM}; told by the content unless set. */
    TRUST_STORE_TYPE("trust.store.type"),
    /** A comma list of versions; {@code TLS} for all that are sound. */
    PROTOCOLS("protocols"),
    /** A comma list in the JDK's names. */
    CIPHER_SUITES("cipher.suites"),
    /** What a listener wants of clients: {@code none}, {@code wanted}, {@code required}. */
    CLIENT_AUTH("client.auth");

    private final String text;

    TlsKey(String text) {
        this.text = text;
    }

    /** The end of the parameter's name, such as {@code key.store.file}. */
    public String text() {
        return text;
    }

    /** The key of a parameter's name that begins with {@code prefix}. */
    public static Optional<TlsKey> of(String prefix, String name) {
        return Stream.of(values())
                .filter(key -> name.length() == prefix.length() + key.text.length()
                        && name.startsWith(prefix)
                        && name.endsWith(key.text))
                .findFirst();
    }
}
