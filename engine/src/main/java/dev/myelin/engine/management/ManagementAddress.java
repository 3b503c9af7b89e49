package dev.myelin.engine.management;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.deploy.StartFailedException;
import dev.myelin.engine.transport.tls.DeploymentTls;
import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.tls.TlsContexts;
import dev.myelin.engine.transport.tls.TlsException;
import dev.myelin.engine.transport.tls.TlsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where the management port is: plain HTTP on loopback, HTTPS with the key of {@code [keystore.tls]} elsewhere. */
public final class ManagementAddress {
    private ManagementAddress() {}

    /** The address to ask, such as {@code https://server.example:9164}. */
    public static String of(DeploymentConfig config, int port) {
        String host = config.management().host();
        InetAddress address = address(host);
        String shown = address.isAnyLocalAddress() ? config.server().hostname() : host;
        return (address.isLoopbackAddress() ? "http://" : "https://")
                + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
    }

    /**
     * The TLS of the port, which asks no client for a certificate, whatever the HTTPS listener does: a password tells who it is. Empty on loopback.
     * Throws {@link StartFailedException} when there must be some and is none.
     */
    static Optional<TlsContext> tls(DeploymentConfig config, TlsContexts contexts) {
        String host = config.management().host();
        if (address(host).isLoopbackAddress()) {
            return Optional.empty();
        }
        StringBuilder wrong = new StringBuilder();
        Optional<TlsSettings> settings = new DeploymentTls(config).serverOnly((setting, error, message, hint) -> {
            if (error && wrong.length() == 0) {
                wrong.append(message);
            }
        });
        if (settings.isEmpty()) {
            throw new StartFailedException("[management] host: " + host
                    + (wrong.length() == 0
                            ? " (expected: a loopback address, or [keystore.tls] with a private key for HTTPS)"
                            : ": " + wrong));
        }
        try {
            return Optional.of(contexts.listener(settings.get()));
        } catch (TlsException e) {
            throw new StartFailedException("[management] host: " + host + ": " + e.getMessage(), e);
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartFailedException("[management] host: " + host + " (expected: an address of this machine)", e);
        }
    }
}
