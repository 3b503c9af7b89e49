package dev.myelin.engine.transport.tls;

import static dev.myelin.engine.testkit.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.Certificates;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsParametersTest {
    private static final Certificates CERTIFICATES = Certificates.get();
    private static final String P = "wss.ssl.";

    @TempDir
    private static Path folder;

    private final List<String> problems = new ArrayList<>();

    @BeforeAll
    static void files() throws IOException {
        CERTIFICATES.keyStore(folder.resolve("server.p12"), "PKCS12", "server");
        CERTIFICATES.keyStore(folder.resolve("server.jks"), "JKS", "server", "own-password");
        CERTIFICATES.trustStore(folder.resolve("trust.p12"), "PKCS12", "ca");
        CERTIFICATES.pemCertificate(folder.resolve("server.crt"), "server");
        CERTIFICATES.pemKey(folder.resolve("server.key"), "server");
        CERTIFICATES.pemKey(folder.resolve("client.key"), "client");
        Files.writeString(folder.resolve("text.txt"), "just text");
    }

    private Optional<TlsSettings> listener(Map<String, String> parameters) {
        Map<String, String> named = new LinkedHashMap<>();
        parameters.forEach((name, value) -> named.put(P + name, value));
        return new TlsParameters(
                        TlsParameters.of(named, P),
                        key -> P + key.text(),
                        folder,
                        (setting, error, message, hint) -> problems.add(setting + (error ? " ! " : " ? ") + message))
                .listener();
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Arrays.stream(text.split(" ")).filter(each -> each.contains("=")).forEach(each -> {
            int sign = each.indexOf('=');
            parameters.put(each.substring(0, sign), each.substring(sign + 1));
        });
        return parameters;
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "- | key.store.file | key.store.file: none (expected: a key store",
                "key.store.file=no.p12 key.store.pass=changeit | key.store.file | no.p12 (expected: a file; there is none)",
                "key.store.file=text.txt key.store.pass=changeit | key.store.file | text.txt (expected: a key store of type PKCS12)",
                "key.store.file=server.crt key.store.pass=changeit | key.store.file | (expected: a key store of type JKS or PKCS12; PEM files",
                "key.store.file=trust.p12 key.store.pass=changeit | key.store.file | (expected: a key store with a private key; it has certificates only)",
                "key.store.file=server.p12 key.store.pass=changeit key.alias=other | key.store.file | (expected: a key store with a private key under the alias other)",
                "key.store.file=server.p12 key.store.pass=wrong-one | key.store.pass | key.store.pass: not shown (expected: the password of",
                "key.store.file=server.p12 key.store.pass=changeit key.store.type=XYZ | key.store.file | no such type: XYZ",
                "key.store.file=server.jks key.store.pass=changeit cert.pass=wrong-one | cert.pass | cert.pass: not shown (expected: the password of the private key",
                "key.store.file=server.jks key.store.pass=changeit | cert.pass | cert.pass: not shown",
                "cert.file=server.crt key.file=client.key | cert.file | (expected: a certificate that belongs to the private key)",
                "cert.file=server.crt | cert.file | key.file: none (expected: a PEM file, as wss.ssl.cert.file is set)",
                "key.file=server.key | key.file | cert.file: none (expected: a PEM file",
                "cert.file=text.txt key.file=server.key | cert.file | (expected: a PEM file with a certificate)",
                "cert.file=server.crt key.file=text.txt | key.file | (expected: a PEM file with a private key)",
                "cert.file=server.crt key.file=server.key key.store.file=server.p12 | cert.file | set beside wss.ssl.key.store.file",
                "cert.file=server.crt key.file=server.key protocols=SSLv3 | protocols | SSLv3 (expected: TLS, TLSv1.2 or TLSv1.3; SSLv3 is not safe any more)",
                "cert.file=server.crt key.file=server.key protocols=TLSv9 | protocols | TLSv9 (expected: TLS, TLSv1.2 or TLSv1.3)",
                "cert.file=server.crt key.file=server.key protocols=TLSv1.2,TLSv9 | protocols | TLSv9 (expected",
                "cert.file=server.crt key.file=server.key cipher.suites=NO_SUCH | cipher.suites | NO_SUCH (expected: cipher suites",
                "cert.file=server.crt key.file=server.key client.auth=perhaps | client.auth | perhaps (expected: none, wanted or required)",
                "cert.file=server.crt key.file=server.key client.auth=required | client.auth | wss.ssl.trust.store.file to be set",
                "cert.file=server.crt key.file=server.key trust.store.file=trust.p12 | trust.store.file | wss.ssl.trust.store.pass is not set",
                "cert.file=server.crt key.file=server.key trust.store.file=no.p12 | trust.store.file | there is none",
                "cert.file=server.crt key.file=server.key trust.store.file=trust.p12 trust.store.pass=wrong-one | trust.store.pass | not shown",
            })
    void saysWhatIsWrongWithoutShowingSecrets(String given, String setting, String message) {
        assertThat(listener(parameters(given))).isEmpty();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith(P + setting + " ! ").contains(message);
        assertThat(problems.get(0)).doesNotContain("wrong-one").doesNotContain(PASSWORD);
    }

    @Test
    void leavesObsoleteVersionsOutWhereOthersRemain() {
        Optional<TlsSettings> settings =
                listener(parameters("cert.file=server.crt key.file=server.key protocols=TLSv1,TLSv1.1,TLSv1.2"));
        assertThat(settings.orElseThrow().protocols()).containsExactly("TLSv1.2");
        assertThat(problems).hasSize(2).allMatch(problem -> problem.startsWith("wss.ssl.protocols ? "));
    }

    @Test
    void asksForCertificatesWhereItTrustsSome() {
        String trust = "cert.file=server.crt key.file=server.key trust.store.file=trust.p12 trust.store.pass=changeit";
        assertThat(listener(parameters(trust)).orElseThrow().role())
                .isEqualTo(new TlsSettings.Listener(TlsSettings.ClientAuth.REQUIRED));
        assertThat(listener(parameters(trust + " client.auth=wanted"))
                        .orElseThrow()
                        .role())
                .isEqualTo(new TlsSettings.Listener(TlsSettings.ClientAuth.WANTED));
        assertThat(problems).isEmpty();
    }

    @Test
    void showsNoPassword() {
        TlsSettings settings = listener(parameters("key.store.file=server.p12 key.store.pass=" + PASSWORD
                        + " trust.store.file=trust.p12 trust.store.pass=" + PASSWORD))
                .orElseThrow();
        assertThat(settings.toString()).doesNotContain(PASSWORD);
        assertThat(new TlsParameters.Given("name", PASSWORD).toString()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"RSA, RSA PRIVATE KEY", "EC, EC PRIVATE KEY"})
    void readsPrivateKeysInTheirOlderForms(String algorithm, String label) throws Exception {
        KeyPair pair = pair(algorithm);
        byte[] own = ownForm(pair.getPrivate().getEncoded());
        if (algorithm.equals("EC")) {
            own = withCurve(own);
        }
        Path file = folder.resolve("older.key");
        Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(own) + "\n-----END " + label
                        + "-----\n");
        TlsSettings.SettingFile setting = new TlsSettings.SettingFile("key", file);
        PrivateKey read = Pem.privateKey(setting, Files.readAllBytes(file), new TlsSettings.Password("p", ""));
        assertThat(secret(read)).isEqualTo(secret(pair.getPrivate()));
    }

    private static BigInteger secret(PrivateKey key) {
        return key instanceof ECPrivateKey curve ? curve.getS() : ((RSAPrivateKey) key).getPrivateExponent();
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    /** The last element of PKCS#8: an octet string with the key in its algorithm's own form. */
    private static byte[] ownForm(byte[] pkcs8) {
        int at = pkcs8[1] < 0 ? 2 + (pkcs8[1] & 0x7F) : 2;
        at += 3;
        at += 2 + pkcs8[at + 1];
        int header = pkcs8[at + 1] < 0 ? 2 + (pkcs8[at + 1] & 0x7F) : 2;
        return Arrays.copyOfRange(pkcs8, at + header, pkcs8.length);
    }

    /** OpenSSL's files name the curve inside the key, the JDK's PKCS#8 outside only. */
    private static byte[] withCurve(byte[] key) {
        byte[] curve = {(byte) 0xA0, 0x0A, 0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x03, 0x01, 0x07};
        byte[] secret = Arrays.copyOfRange(key, 5, 5 + 2 + key[6]);
        byte[] all = new byte[2 + 3 + secret.length + curve.length];
        all[0] = 0x30;
        all[1] = (byte) (all.length - 2);
        System.arraycopy(new byte[] {2, 1, 1}, 0, all, 2, 3);
        System.arraycopy(secret, 0, all, 5, secret.length);
        System.arraycopy(curve, 0, all, 5 + secret.length, curve.length);
        return all;
    }
}
