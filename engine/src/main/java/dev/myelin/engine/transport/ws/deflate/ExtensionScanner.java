package dev.myelin.engine.transport.ws.deflate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one line of a {@code Sec-WebSocket-Extensions} header by the grammar of RFC 6455 section 9.1:
 * {@code name *( ";" name [ "=" ( token | quoted-string ) ] )}, separated by commas.
 */
final class ExtensionScanner {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
    private static final char END = '\0';

    private final String line;
    private int at;

    ExtensionScanner(String line) {
        this.line = line;
    }

    List<Extension> extensions() {
        List<Extension> all = new ArrayList<>(1);
        while (next() != END) {
            if (next() != ',') {
                all.add(extension());
            }
            if (next() == ',') {
                at++;
            } else if (next() != END) {
                throw malformed();
            }
        }
        return all;
    }

    private Extension extension() {
        String name = token();
        List<Extension.Parameter> parameters = new ArrayList<>(2);
        while (next() == ';') {
            at++;
            parameters.add(parameter());
        }
        return new Extension(name, parameters);
    }

    private Extension.Parameter parameter() {
        next();
        String name = token();
        if (next() != '=') {
            return new Extension.Parameter(name, Optional.empty());
        }
        at++;
        return new Extension.Parameter(name, Optional.of(next() == '"' ? quoted() : token()));
    }

    private String token() {
        int from = at;
        while (at < line.length() && isToken(line.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
        return line.substring(from, at);
    }

    /** What is between the quotes must be a token itself, once its escapes are undone. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < line.length() && line.charAt(at) != '"') {
            if (line.charAt(at) == '\\') {
                at++;
            }
            if (at == line.length() || !isToken(line.charAt(at))) {
                throw malformed();
            }
            value.append(line.charAt(at++));
        }
        if (at == line.length() || value.isEmpty()) {
            throw malformed();
        }
        at++;
        return value.toString();
    }

    /** The next character that is no space, without taking it. */
    private char next() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at < line.length() ? line.charAt(at) : END;
    }

    private static boolean isToken(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_SIGNS.indexOf(c) >= 0;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("Sec-WebSocket-Extensions: (expected: a list as in RFC 6455 section 9.1)");
    }
}
