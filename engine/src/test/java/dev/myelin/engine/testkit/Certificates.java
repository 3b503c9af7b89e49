package dev.myelin.engine.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys and certificates for tests, made once by the JDK's keytool: two authorities, {@code ca} and {@code other-ca}, and
 * what they signed, by alias. {@code server} and {@code renewed} are for localhost, {@code elsewhere} is for another host,
 * {@code expired} was for localhost, {@code client} is a client's, {@code stranger} a client's of the other authority.
 */
public final class Certificates {
    /** The password of every store and key. */
    public static final String PASSWORD = "changeit";

    private static final char[] CHARACTERS = PASSWORD.toCharArray();
    private static final String LOCALHOST = "SAN=dns:localhost,ip:127.0.0.1";

    private static Certificates instance;

    private final KeyStore all;

    private Certificates(KeyStore all) {
        this.all = all;
    }

    /** Those of this JVM. */
    public static synchronized Certificates get() {
        if (instance == null) {
            try {
                instance = new Certificates(make());
            } catch (IOException | InterruptedException | GeneralSecurityException e) {
                throw new IllegalStateException("keytool does not work", e);
            }
        }
        return instance;
    }

    private static KeyStore make() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createTempDirectory("myelin-certificates").resolve("all.p12");
        for (String authority : List.of("ca", "other-ca")) {
            keytool(file, authority, "-ext", "bc:c");
        }
        for (String alias : List.of("server", "renewed")) {
            keytool(file, alias, "-signer", "ca", "-ext", LOCALHOST);
        }
        keytool(file, "elsewhere", "-signer", "ca", "-ext", "SAN=dns:elsewhere.example");
        keytool(file, "expired", "-signer", "ca", "-ext", LOCALHOST, "-startdate", "-3d", "-validity", "1");
        keytool(file, "client", "-signer", "ca");
        keytool(file, "stranger", "-signer", "other-ca");
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, CHARACTERS);
            return store;
        } finally {
            Files.delete(file);
            Files.delete(file.getParent());
        }
    }

    private static void keytool(Path file, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    /** Writes the private key of {@code alias} into a store. */
    public Path keyStore(Path file, String type, String alias) {
        return keyStore(file, type, alias, PASSWORD);
    }

    /** Writes the private key of {@code alias} into a store, under a password of its own. */
    public Path keyStore(Path file, String type, String alias, String keyPassword) {
        try {
            KeyStore store = empty(type);
            store.setKeyEntry(alias, key(alias), keyPassword.toCharArray(), all.getCertificateChain(alias));
            return write(store, file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the certificates of {@code aliases} into a store. */
    public Path trustStore(Path file, String type, String... aliases) {
        try {
            KeyStore store = empty(type);
            for (String alias : aliases) {
                store.setCertificateEntry(alias, all.getCertificate(alias));
            }
            return write(store, file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the certificates of {@code alias} as PEM, its own first. */
    public Path pemCertificate(Path file, String alias) {
        try {
            StringBuilder text = new StringBuilder();
            for (Certificate each : all.getCertificateChain(alias)) {
                text.append(pem("CERTIFICATE", each.getEncoded()));
            }
            return replace(file, text.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the private key of {@code alias} as PEM (PKCS#8). */
    public Path pemKey(Path file, String alias) {
        try {
            return replace(file, pem("PRIVATE KEY", key(alias).getEncoded()).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a client that trusts {@code authority} and shows the certificate of {@code alias}, or none if that is empty. */
    public SSLContext context(String authority, String alias) {
        try {
            KeyStore trusted = empty("PKCS12");
            trusted.setCertificateEntry(authority, all.getCertificate(authority));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = empty("PKCS12");
            if (!alias.isEmpty()) {
                own.setKeyEntry(alias, key(alias), CHARACTERS, all.getCertificateChain(alias));
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, CHARACTERS);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Key key(String alias) throws GeneralSecurityException {
        return all.getKey(alias, CHARACTERS);
    }

    private static KeyStore empty(String type) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static Path write(KeyStore store, Path file) throws GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            store.store(bytes, CHARACTERS);
            return replace(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Writes a file as a whole: nobody reads a part of it. */
    public static Path replace(Path file, byte[] bytes) throws IOException {
        Path whole = Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes);
        return Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
