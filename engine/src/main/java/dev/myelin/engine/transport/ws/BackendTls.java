package dev.myelin.engine.transport.ws;

import dev.myelin.engine.config.DeploymentConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The TLS side of {@code wss://} back-ends: whom to trust, made when the first one is called. */
final class BackendTls {
    private final DeploymentConfig.WsSender settings;
    private @Nullable SslContext context;

    BackendTls(DeploymentConfig.WsSender settings) {
        this.settings = settings;
    }

    /** MI's switch; unlike there, host names are verified unless it says {@code false}. */
    boolean verifiesHostname() {
        return !"false".equalsIgnoreCase(settings.parameters().get("ws.client.enable.hostname.verification"));
    }

    synchronized SslContext context() throws SSLException {
        SslContext made = context;
        if (made == null) {
            SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
            Optional<Path> store = settings.trustStore();
            if (store.isPresent()) {
                builder.trustManager(trust(store.get()));
            }
            made = builder.build();
            context = made;
        }
        return made;
    }

    private TrustManagerFactory trust(Path file) throws SSLException {
        String type = settings.parameters().getOrDefault("ws.trust.store.type", KeyStore.getDefaultType());
        char[] password = settings.trustStorePassword().map(String::toCharArray).orElse(null);
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, password);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new SSLException("truststore_location: " + file + " (expected: a readable trust store): " + e, e);
        }
    }
}
