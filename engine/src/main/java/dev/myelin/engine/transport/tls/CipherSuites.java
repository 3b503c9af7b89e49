package dev.myelin.engine.transport.tls;

import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The names of cipher suites. */
final class CipherSuites {
    private CipherSuites() {}

    /** Those that the JDK has, sound or not. */
    static Set<String> ofTheJdk() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // Without certificates: only names are asked for.
            context.init(null, new TrustManager[0], null);
            return Set.of(context.getSupportedSSLParameters().getCipherSuites());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without TLS", e);
        }
    }
}
