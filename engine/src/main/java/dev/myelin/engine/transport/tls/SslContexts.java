package dev.myelin.engine.transport.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Netty's contexts of settings. */
final class SslContexts {
    private static final Logger LOG = LoggerFactory.getLogger(SslContexts.class);

    private SslContexts() {}

    /** Reads the files that {@code settings} name; throws {@link TlsException} when that cannot be. */
    static SslContext of(TlsSettings settings, TlsProvider provider) {
        try {
            SslContextBuilder builder =
                    builder(settings).sslProvider(provider.ssl()).protocols(settings.protocols());
            settings.trust()
                    .map(TrustedCertificates::read)
                    .ifPresent(trusted -> builder.trustManager(trusted.toArray(new X509Certificate[0])));
            cipherSuites(settings.cipherSuites(), provider, builder);
            return builder.build();
        } catch (TlsException e) {
            throw e;
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException(
                    "tls", "TLS: " + settings.files() + " (expected: keys and certificates of use): " + e, "", e);
        }
    }

    private static SslContextBuilder builder(TlsSettings settings) {
        if (settings.role() instanceof TlsSettings.Listener listener) {
            PrivateKeys.Found own = settings.keys()
                    .map(PrivateKeys::read)
                    .orElseThrow(() -> new IllegalArgumentException("a listener without a private key"));
            warnIfExpired(own);
            return SslContextBuilder.forServer(own.key(), own.chain()).clientAuth(clientAuth(listener));
        }
        SslContextBuilder builder = SslContextBuilder.forClient();
        settings.keys().map(PrivateKeys::read).ifPresent(own -> {
            warnIfExpired(own);
            builder.keyManager(own.key(), own.chain());
        });
        boolean verifies = settings.role() instanceof TlsSettings.Sender sender && sender.verifiesHostname();
        if (!verifies) {
            LOG.warn("TLS: the host names of back-ends are not verified; whoever is in between can pose as them");
        }
        return builder.endpointIdentificationAlgorithm(verifies ? "HTTPS" : null);
    }

    private static void warnIfExpired(PrivateKeys.Found own) {
        Instant end = own.certificate().getNotAfter().toInstant();
        if (end.isBefore(Instant.now())) {
            LOG.warn(
                    "TLS: {}: {} (expected: a certificate that is valid; it expired at {})",
                    own.file().setting(),
                    own.file().path(),
                    end);
        }
    }

    private static ClientAuth clientAuth(TlsSettings.Listener listener) {
        return switch (listener.clientAuth()) {
            case NONE -> ClientAuth.NONE;
            case WANTED -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }

    /** Each provider lacks some of the other's: those go, as long as one is left. */
    private static void cipherSuites(List<String> wanted, TlsProvider provider, SslContextBuilder builder) {
        if (wanted.isEmpty()) {
            return;
        }
        List<String> usable = wanted.stream().filter(provider::has).toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("none of the cipher suites " + wanted + " is in " + provider.text());
        }
        if (usable.size() < wanted.size()) {
            LOG.info("TLS: of the cipher suites {} {} has {}", wanted, provider.text(), usable);
        }
        builder.ciphers(usable, SupportedCipherSuiteFilter.INSTANCE);
    }
}
