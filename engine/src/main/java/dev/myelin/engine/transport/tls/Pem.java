package dev.myelin.engine.transport.tls;

import dev.myelin.engine.transport.tls.TlsSettings.Password;
import dev.myelin.engine.transport.tls.TlsSettings.SettingFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads PEM files (RFC 7468), and the older forms of private keys that OpenSSL writes. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");

    private Pem() {}

    static List<X509Certificate> certificates(SettingFile file, byte[] content) {
        StringBuilder only = new StringBuilder();
        Matcher blocks = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            if (blocks.group(1).endsWith("CERTIFICATE")) {
                only.append(blocks.group()).append('\n');
            }
        }
        try {
            byte[] text = only.toString().getBytes(StandardCharsets.ISO_8859_1);
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw KeyStores.wrong(file, "a PEM file with certificates", e);
        }
    }

    static PrivateKey privateKey(SettingFile file, byte[] content, Password password) {
        Matcher blocks = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            if (blocks.group(1).endsWith("PRIVATE KEY")) {
                return privateKey(file, blocks.group(1), blocks.group(2), password);
            }
        }
        throw KeyStores.wrong(file, "a PEM file with a private key");
    }

    private static PrivateKey privateKey(SettingFile file, String label, String body, Password password) {
        if (body.contains("Proc-Type:")) {
            throw KeyStores.wrong(
                    file, "a private key that is not encrypted, or in PKCS#8; convert it with openssl pkcs8 -topk8");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(body);
            return switch (label) {
                case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(der));
                case "RSA PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(Pkcs8.ofRsa(der)));
                case "EC PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(Pkcs8.ofEc(der)));
                case "ENCRYPTED PRIVATE KEY" -> key(decrypted(der, password));
                default -> throw KeyStores.wrong(file, "a private key in PKCS#8; convert it with openssl pkcs8 -topk8");
            };
        } catch (IllegalArgumentException | IOException e) {
            throw KeyStores.wrong(file, "a PEM file with a private key", e);
        } catch (GeneralSecurityException e) {
            if (label.startsWith("ENCRYPTED")) {
                String name = password.setting();
                throw new TlsException(
                        name, name + ": not shown (expected: the password of " + file.path() + ")", "", e);
            }
            throw KeyStores.wrong(file, "a PEM file with a private key", e);
        }
    }

    /** The encoding names its algorithm; only the factory of that one takes it. */
    private static PrivateKey key(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        InvalidKeySpecException first = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new InvalidKeySpecException("no algorithm") : first;
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, Password password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // PBES2 says what it is made of in its parameters only.
        String algorithm = info.getAlgName().startsWith("1.2.840.113549.1.5.13")
                        || info.getAlgName().equals("PBES2")
                ? info.getAlgParameters().toString()
                : info.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.characters())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }
}
