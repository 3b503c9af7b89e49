package dev.myelin.engine.transport.tls;

import dev.myelin.engine.transport.tls.TlsSettings.SettingFile;
import dev.myelin.engine.transport.tls.TlsSettings.StoreFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Locale;

/** Reads key stores and says what is wrong with them. */
final class KeyStores {
    /** The type that stands for a PEM file. */
    static final String PEM = "PEM";

    private static final String PEM_MARK = "-----BEGIN ";
    private static final int JKS_MAGIC = 0xFEEDFEED;
    private static final int JCEKS_MAGIC = 0xCECECECE;

    private KeyStores() {}

    static byte[] content(SettingFile file) {
        try {
            return Files.readAllBytes(file.path());
        } catch (NoSuchFileException e) {
            throw new TlsException(
                    file.setting(),
                    file.setting() + ": " + file.path() + " (expected: a file; there is none)",
                    "Relative paths start at the conf directory",
                    e);
        } catch (IOException e) {
            throw new TlsException(
                    file.setting(),
                    file.setting() + ": " + file.path() + " (expected: a file that can be read): " + e,
                    "",
                    e);
        }
    }

    /** The type that was set, else what the content says: {@code JKS}, {@code JCEKS}, {@code PKCS12} or {@code PEM}. */
    static String typeOf(StoreFile store, byte[] content) {
        if (store.type().isPresent()) {
            return store.type().get().toUpperCase(Locale.ROOT);
        }
        int magic = content.length < 4
                ? 0
                : (content[0] & 0xFF) << 24 | (content[1] & 0xFF) << 16 | (content[2] & 0xFF) << 8 | content[3] & 0xFF;
        if (magic == JKS_MAGIC || magic == JCEKS_MAGIC) {
            return magic == JKS_MAGIC ? "JKS" : "JCEKS";
        }
        return new String(content, StandardCharsets.ISO_8859_1).contains(PEM_MARK) ? PEM : "PKCS12";
    }

    static KeyStore load(StoreFile store, String type, byte[] content) {
        SettingFile file = store.file();
        KeyStore loaded;
        try {
            loaded = KeyStore.getInstance(type);
        } catch (KeyStoreException e) {
            throw wrong(file, "a key store of type JKS or PKCS12; no such type: " + type, e);
        }
        boolean unlocked = !store.password().value().isEmpty();
        try {
            loaded.load(
                    new ByteArrayInputStream(content),
                    unlocked ? store.password().characters() : null);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                String name = store.password().setting();
                throw new TlsException(
                        name, name + ": not shown (expected: the password of " + file.path() + ")", "", e);
            }
            throw wrong(file, "a key store of type " + type, e);
        } catch (GeneralSecurityException e) {
            throw wrong(file, "a key store of type " + type, e);
        }
        return loaded;
    }

    static TlsException wrong(SettingFile file, String expected) {
        return new TlsException(file.setting(), message(file, expected), "");
    }

    static TlsException wrong(SettingFile file, String expected, Throwable cause) {
        String why = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new TlsException(file.setting(), message(file, expected) + why, "", cause);
    }

    private static String message(SettingFile file, String expected) {
        return file.setting() + ": " + file.path() + " (expected: " + expected + ")";
    }
}
