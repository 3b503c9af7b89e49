package dev.myelin.engine.transport.tls;

import dev.myelin.engine.transport.tls.TlsSettings.Password;
import dev.myelin.engine.transport.tls.TlsSettings.PemFiles;
import dev.myelin.engine.transport.tls.TlsSettings.SettingFile;
import dev.myelin.engine.transport.tls.TlsSettings.StoreFile;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS of the JDK's own client, which the commands use: out of the same files as that of the engine. */
public final class ClientTls {
    private ClientTls() {}

    /**
     * A context of what is given; throws {@link TlsException} when a file is of no use.
     *
     * @param authorities whom to trust, in place of those that the JDK trusts
     * @param keys what the client shows of itself
     * @param checks whether the server's certificate and its name are looked at
     */
    public static SSLContext of(Optional<SettingFile> authorities, Optional<PemFiles> keys, boolean checks) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys.isPresent() ? keyManagers(keys.get()) : null,
                    checks ? trustManagers(authorities) : new TrustManager[] {new TrustingAnybody()},
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("tls", "TLS: " + e.getMessage() + " (expected: keys of use)", "", e);
        }
    }

    private static KeyManager[] keyManagers(PemFiles files) throws GeneralSecurityException, IOException {
        PrivateKeys.Found own = PrivateKeys.read(files);
        KeyStore store = empty();
        char[] none = new char[0];
        store.setKeyEntry("own", own.key(), none, own.chain().toArray(new X509Certificate[0]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, none);
        return keys.getKeyManagers();
    }

    /** Null for those of the JDK. */
    @SuppressWarnings("NullAway") // SSLContext.init takes null for its default
    private static TrustManager[] trustManagers(Optional<SettingFile> authorities)
            throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        SettingFile file = authorities.get();
        List<X509Certificate> trusted = TrustedCertificates.read(
                new StoreFile(file, new Password(file.setting(), ""), Optional.of(KeyStores.PEM)));
        KeyStore store = empty();
        for (X509Certificate each : trusted) {
            store.setCertificateEntry("ca" + store.size(), each);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** For who asked for it: an extended trust manager takes the place of the check of the host's name too. */
    private static final class TrustingAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
