package dev.myelin.engine.transport.ws.deflate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One extension of a {@code Sec-WebSocket-Extensions} header.
 *
 * @param name lower case
 * @param parameters in the order of the header
 */
record Extension(String name, List<Parameter> parameters) {
    /**
     * A parameter.
     *
     * @param name lower case
     * @param value a token, unquoted
     */
    record Parameter(String name, Optional<String> value) {}

    /**
     * The extensions of all lines of the header, in order.
     *
     * @throws IllegalArgumentException when a line is not what RFC 6455 section 9.1 says
     */
    static List<Extension> parse(List<String> lines) {
        return lines.stream()
                .flatMap(line -> new ExtensionScanner(line.toLowerCase(Locale.ROOT)).extensions().stream())
                .toList();
    }
}
