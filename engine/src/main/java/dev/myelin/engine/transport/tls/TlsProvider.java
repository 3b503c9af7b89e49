package dev.myelin.engine.transport.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose code does the encrypting. */
enum TlsProvider {
    BORINGSSL("boringssl", SslProvider.OPENSSL_REFCNT),
    JDK("jdk", SslProvider.JDK);

    private static final Logger LOG = LoggerFactory.getLogger(TlsProvider.class);

    private final String text;
    private final SslProvider ssl;

    TlsProvider(String text, SslProvider ssl) {
        this.text = text;
        this.ssl = ssl;
    }

    /** BoringSSL where it runs, else the JDK; {@code -Dmyelin.tls=jdk} asks for the JDK's. Loads a library. */
    static TlsProvider best() {
        if ("jdk".equalsIgnoreCase(System.getProperty("myelin.tls"))) {
            return JDK;
        }
        if (OpenSsl.isAvailable()) {
            return BORINGSSL;
        }
        LOG.debug("BoringSSL is not available on this platform", OpenSsl.unavailabilityCause());
        return JDK;
    }

    String text() {
        return text;
    }

    SslProvider ssl() {
        return ssl;
    }

    boolean has(String cipherSuite) {
        return this == JDK || OpenSsl.isCipherSuiteAvailable(cipherSuite);
    }
}
