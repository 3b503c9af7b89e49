package dev.myelin.samples;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;

/** TLS for the sample back-ends. */
final class BackendTls {
    private BackendTls() {}

    /** A server's, with the private key of {@code keyStore}. */
    static SslContext server(Path keyStore, String password) {
        try {
            File file = keyStore.toFile();
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(file, password.toCharArray()), password.toCharArray());
            return SslContextBuilder.forServer(keys).build();
        } catch (IOException e) {
            throw unusable(keyStore, e);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw unusable(keyStore, new IOException(e));
        }
    }

    private static UncheckedIOException unusable(Path keyStore, IOException cause) {
        String message =
                "key store: " + keyStore + " (expected: one that the password opens; " + cause.getMessage() + ")";
        return new UncheckedIOException(message, cause);
    }
}
