package dev.myelin.engine.expression.tree;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;

/** Functions that encode and decode texts. */
final class Encodings {
    private Encodings() {}

    static Object base64(Arguments arguments) {
        return Base64.getEncoder().encodeToString(arguments.text(0).getBytes(Functions.charset(arguments)));
    }

    static Object fromBase64(Arguments arguments) {
        try {
            return new String(Base64.getMimeDecoder().decode(arguments.text(0)), Functions.charset(arguments));
        } catch (IllegalArgumentException broken) {
            throw arguments.wrong(0, "Base64");
        }
    }

    /** Percent escapes, also for a blank and a star, as in MI. */
    static Object url(Arguments arguments) {
        return URLEncoder.encode(arguments.text(0), Functions.charset(arguments))
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    static Object fromUrl(Arguments arguments) {
        try {
            return URLDecoder.decode(arguments.text(0), Functions.charset(arguments));
        } catch (IllegalArgumentException broken) {
            throw arguments.wrong(0, "percent escapes");
        }
    }
}
