package dev.myelin.engine.cli;

import dev.myelin.engine.transport.tls.ClientTls;
import dev.myelin.engine.transport.tls.TlsException;
import dev.myelin.engine.transport.tls.TlsSettings.Password;
import dev.myelin.engine.transport.tls.TlsSettings.PemFiles;
import dev.myelin.engine.transport.tls.TlsSettings.SettingFile;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of TLS that commands share which connect to somebody. */
final class ClientTlsOptions {
    @Option(
            names = {"-n", "--no-check"},
            description = "Take any certificate, of any host.")
    private boolean unchecked;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM: the certificates to trust, in place of those that the JDK trusts.")
    private @Nullable Path authorities;

    @Option(names = "--cert", paramLabel = "FILE", description = "PEM: the client's certificate.")
    private @Nullable Path certificate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "PEM: the client's private key; in the file of --cert if not given.")
    private @Nullable Path key;

    @Option(
            names = "--passphrase",
            arity = "0..1",
            interactive = true,
            paramLabel = "TEXT",
            description = "The password of the private key; asked for when it does not follow.")
    private char @Nullable [] passphrase;

    /** Whether none of them is given. */
    boolean isDefault() {
        return !unchecked && authorities == null && certificate == null && key == null;
    }

    /** What they ask for; throws {@link TlsException} with the name of the option that is wrong. */
    SSLContext context() {
        return ClientTls.of(
                Optional.ofNullable(authorities).map(path -> new SettingFile("--ca", path)), keys(), !unchecked);
    }

    private Optional<PemFiles> keys() {
        Path shown = certificate != null ? certificate : key;
        if (shown == null) {
            return Optional.empty();
        }
        Path own = key != null ? key : shown;
        String secret = passphrase == null ? "" : new String(passphrase);
        return Optional.of(new PemFiles(
                new SettingFile(certificate == null ? "--key" : "--cert", shown),
                new SettingFile(key == null ? "--cert" : "--key", own),
                new Password("--passphrase", secret)));
    }
}
