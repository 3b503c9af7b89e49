package dev.myelin.engine.transport.tls;

import dev.myelin.engine.transport.tls.TlsSettings.KeyFiles;
import dev.myelin.engine.transport.tls.TlsSettings.KeyStoreFile;
import dev.myelin.engine.transport.tls.TlsSettings.PemFiles;
import dev.myelin.engine.transport.tls.TlsSettings.SettingFile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads private keys with their certificates, and makes sure that they belong together. */
final class PrivateKeys {
    private PrivateKeys() {}

    /**
     * A private key with its certificates, its own first.
     *
     * @param file the setting that names the certificate's file
     */
    record Found(SettingFile file, PrivateKey key, List<X509Certificate> chain) {
        X509Certificate certificate() {
            return chain.get(0);
        }
    }

    static Found read(KeyFiles files) {
        Found found = files instanceof KeyStoreFile store ? ofStore(store) : ofPem((PemFiles) files);
        if (!belongTogether(found.key(), found.certificate().getPublicKey())) {
            throw KeyStores.wrong(found.file(), "a certificate that belongs to the private key");
        }
        return found;
    }

    private static Found ofPem(PemFiles files) {
        SettingFile file = files.certificates();
        List<X509Certificate> chain = Pem.certificates(file, KeyStores.content(file));
        if (chain.isEmpty()) {
            throw KeyStores.wrong(file, "a PEM file with a certificate");
        }
        return new Found(file, Pem.privateKey(files.key(), KeyStores.content(files.key()), files.password()), chain);
    }

    private static Found ofStore(KeyStoreFile files) {
        SettingFile file = files.store().file();
        byte[] content = KeyStores.content(file);
        String type = KeyStores.typeOf(files.store(), content);
        if (type.equals(KeyStores.PEM)) {
            throw KeyStores.wrong(file, "a key store of type JKS or PKCS12; PEM files have settings of their own");
        }
        KeyStore store = KeyStores.load(files.store(), type, content);
        try {
            String alias = alias(store, files);
            if (!(store.getKey(alias, files.key().characters()) instanceof PrivateKey key)) {
                throw KeyStores.wrong(file, "an entry " + alias + " with a private key");
            }
            return new Found(file, key, chain(store, alias));
        } catch (UnrecoverableKeyException e) {
            String name = files.key().setting();
            throw new TlsException(
                    name,
                    name + ": not shown (expected: the password of the private key in " + file.path() + ")",
                    "",
                    e);
        } catch (GeneralSecurityException e) {
            throw KeyStores.wrong(file, "a key store with a private key", e);
        }
    }

    private static String alias(KeyStore store, KeyStoreFile files) throws GeneralSecurityException {
        SettingFile file = files.store().file();
        Optional<String> wanted = files.alias();
        if (wanted.isPresent()) {
            if (!store.isKeyEntry(wanted.get())) {
                throw KeyStores.wrong(file, "a key store with a private key under the alias " + wanted.get());
            }
            return wanted.get();
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) != null) {
                return alias;
            }
        }
        throw KeyStores.wrong(file, "a key store with a private key; it has certificates only");
    }

    private static List<X509Certificate> chain(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate[] chain = store.getCertificateChain(alias);
        return Stream.of(chain).map(X509Certificate.class::cast).toList();
    }

    /** What the one signs, the other confirms. */
    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        try {
            String algorithm =
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "RSASSA-PSS" -> "RSASSA-PSS";
                        case "EC" -> "SHA256withECDSA";
                        case "DSA" -> "SHA256withDSA";
                        default -> key.getAlgorithm();
                    };
            byte[] text = "myelin".getBytes(StandardCharsets.US_ASCII);
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(text);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certified);
            verifier.update(text);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
