package dev.myelin.engine.management;

import dev.myelin.engine.config.DeploymentConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may use the management port: one user. The password is that of {@code [management] password}, else of {@link #FILE} in
 * the conf directory, which is made at the first start and which only its owner may read.
 */
public final class Credentials {
    /** The generated password, below the conf directory. */
    public static final String FILE = "secrets/management.password";

    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final int PASSWORD_BYTES = 24;
    private static final int TOO_LONG = 4096;

    private final byte[] user;
    private final byte[] password;

    private Credentials(String user, String password) {
        this.user = user.getBytes(StandardCharsets.UTF_8);
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    /** Those of a conf directory; makes the file if there is none. */
    static Credentials of(DeploymentConfig.Management settings, Path conf) throws IOException {
        if (settings.password().isPresent()) {
            return new Credentials(settings.username(), settings.password().get());
        }
        Path file = conf.resolve(FILE);
        if (!Files.exists(file)) {
            generate(file);
        }
        return new Credentials(settings.username(), read(file));
    }

    /** Those of nobody. */
    static Credentials none() {
        byte[] unknown = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(unknown);
        return new Credentials("", Base64.getEncoder().encodeToString(unknown));
    }

    /** The password in {@code file}. */
    public static String read(Path file) throws IOException {
        if (Files.size(file) > TOO_LONG) {
            throw new IOException(file + ": " + Files.size(file) + " bytes (expected: one line with a password)");
        }
        String text = Files.readString(file).strip();
        if (text.isEmpty()) {
            throw new IOException(
                    file + ": empty (expected: one line with a password; it is made anew when the file is gone)");
        }
        return text;
    }

    private static void generate(Path file) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(file.toAbsolutePath().getParent(), attributes(posix, "rwx------"));
        try (var channel = Files.newByteChannel(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                attributes(posix, "rw-------"))) {
            channel.write(StandardCharsets.UTF_8.encode(password + "\n"));
            LOG.info("Made the password of the management port: {}", file);
        } catch (FileAlreadyExistsException e) {
            // Another engine was faster; its password is as good.
        }
    }

    private static FileAttribute<?>[] attributes(boolean posix, String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    boolean isUser(String given) {
        return MessageDigest.isEqual(user, given.getBytes(StandardCharsets.UTF_8));
    }

    /** What signatures of Amazon's SDKs begin with where the password is the secret key. */
    byte[] awsSecret() {
        byte[] prefix = "AWS4".getBytes(StandardCharsets.US_ASCII);
        byte[] secret = Arrays.copyOf(prefix, prefix.length + password.length);
        System.arraycopy(password, 0, secret, prefix.length, password.length);
        return secret;
    }

    /** Whether they are the right ones; takes as long for a wrong user as for a wrong password. */
    boolean match(String givenUser, String givenPassword) {
        boolean sameUser = MessageDigest.isEqual(user, givenUser.getBytes(StandardCharsets.UTF_8));
        boolean samePassword = MessageDigest.isEqual(password, givenPassword.getBytes(StandardCharsets.UTF_8));
        return sameUser & samePassword;
    }
}
