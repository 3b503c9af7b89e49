package dev.myelin.engine.transport.tls;

import dev.myelin.engine.transport.tls.TlsSettings.StoreFile;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the certificates to trust. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    static List<X509Certificate> read(StoreFile store) {
        byte[] content = KeyStores.content(store.file());
        String type = KeyStores.typeOf(store, content);
        List<X509Certificate> found =
                type.equals(KeyStores.PEM) ? Pem.certificates(store.file(), content) : of(store, type, content);
        if (found.isEmpty()) {
            boolean pem = type.equals(KeyStores.PEM);
            boolean locked = !pem && store.password().value().isEmpty();
            throw KeyStores.wrong(
                    store.file(),
                    (pem ? "a PEM file" : "a key store") + " with certificates to trust"
                            + (locked ? "; " + store.password().setting() + " is not set" : ""));
        }
        return found;
    }

    private static List<X509Certificate> of(StoreFile store, String type, byte[] content) {
        KeyStore loaded = KeyStores.load(store, type, content);
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (String alias : Collections.list(loaded.aliases())) {
                // An entry with a private key counts with its own certificate, as in the JDK.
                if (loaded.getCertificate(alias) instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
        } catch (KeyStoreException e) {
            throw KeyStores.wrong(store.file(), "a key store with certificates", e);
        }
        return found;
    }
}
