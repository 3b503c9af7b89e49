package dev.myelin.engine.mediator;

import java.nio.charset.StandardCharsets;

/** Names of artefacts inside Camel endpoint URIs. */
public final class UriNames {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/*";

    private UriNames() {}

    /** The name with every byte that has a meaning in a URI as {@code %XX}; Camel decodes it again. */
    public static String encode(String name) {
        StringBuilder out = new StringBuilder(name.length() + 8);
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && PLAIN.indexOf(octet) >= 0) {
                out.append((char) octet);
            } else {
                out.append(String.format("%%%02X", octet & 0xFF));
            }
        }
        return out.toString();
    }
}
