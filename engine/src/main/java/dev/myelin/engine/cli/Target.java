package dev.myelin.engine.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client connects to, as a user types it.
 *
 * @param url {@code ws} or {@code wss}, without name and password
 * @param credentials {@code user:password} of the URL
 */
record Target(URI url, Optional<String> credentials) {
    private static final Pattern FORM =
            Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:([^/?#@]*)@)?([^#]*)(#.*)?");

    /** Reads {@code text}; a scheme that is left out is {@code ws}. Throws with a line that has no password in it. */
    static Target parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw wrong(text);
        }
        String shown = (parts.group(1) == null ? "" : parts.group(1) + "://") + parts.group(3);
        String scheme =
                switch (String.valueOf(parts.group(1)).toLowerCase(Locale.ROOT)) {
                    case "null", "ws", "http" -> "ws";
                    case "wss", "https" -> "wss";
                    default -> throw wrong(shown);
                };
        try {
            URI url = new URI(scheme + "://" + parts.group(3));
            if (url.getHost() == null || parts.group(4) != null) {
                throw wrong(shown);
            }
            return new Target(url, Optional.ofNullable(parts.group(2)).map(Target::decoded));
        } catch (URISyntaxException e) {
            throw wrong(shown);
        }
    }

    private static String decoded(String userInfo) {
        try {
            return String.valueOf(new URI("ws://" + userInfo + "@host").getUserInfo());
        } catch (URISyntaxException e) {
            return userInfo;
        }
    }

    private static IllegalArgumentException wrong(String shown) {
        return new IllegalArgumentException("URL: " + shown + " (expected: ws://HOST:PORT/PATH or wss://...)");
    }
}
