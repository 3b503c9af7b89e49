package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which headers of opening handshakes go from one side of a session to the other. */
final class HandshakeHeaders {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeHeaders.class);

    /** What {@link Forwarding} writes anew at every hop, and what would make the back-end answer otherwise than with a 101. */
    private static final Set<String> NEVER_PRESERVED =
            Set.of("host", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "expect");

    /** By these back-ends are told of sessions: only the engine says so. */
    private static final Pattern OF_EVENTS = Pattern.compile("x-(?:yc-apigateway-)?websocket-");

    /** By these somebody shows who they are: no answer has them, whatever is left in a message. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");

    private HandshakeHeaders() {}

    /**
     * The headers of a client that its back-end gets as well.
     *
     * @param patterns names in lower case, {@code *} for any characters
     */
    static HttpHeaders preserved(HttpHeaders ofClient, List<String> patterns) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (patterns.isEmpty()) {
            return headers;
        }
        List<String> ofConnection = ofConnection(ofClient);
        for (Map.Entry<String, String> header : ofClient) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (Handshake.travels(name)
                    && !NEVER_PRESERVED.contains(name)
                    && !OF_EVENTS.matcher(name).lookingAt()
                    && !ofConnection.contains(name)
                    && patterns.stream().anyMatch(pattern -> matches(pattern, name))) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        return headers;
    }

    /** Adds the headers of a back-end's 101 to that of the client. */
    static void addAnswer(HttpHeaders ofBackend, HttpHeaders answer) {
        List<String> ofConnection = ofConnection(ofBackend);
        for (Map.Entry<String, String> header : ofBackend) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (Handshake.travels(name) && !ofConnection.contains(name)) {
                answer.add(header.getKey(), header.getValue());
            }
        }
    }

    /** Adds the headers of a back-end's refusal to that of the client, without those of its body, which stays here. */
    static void addRefusal(HttpHeaders ofBackend, HttpHeaders answer) {
        HttpHeaders travelling = new DefaultHttpHeaders();
        addAnswer(ofBackend, travelling);
        for (Map.Entry<String, String> header : travelling) {
            if (!header.getKey().toLowerCase(Locale.ROOT).startsWith("content-")) {
                answer.add(header.getKey(), header.getValue());
            }
        }
    }

    /** Adds the headers of {@code message}, as a sequence or a back-end's answer set them, to a refusal; those that HTTP does not allow are left out. */
    static void addRefusal(Message message, HttpHeaders answer) {
        if (!message.hasHeaders()) {
            return;
        }
        HttpHeaders set = new DefaultHttpHeaders();
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            if (header.getKey().startsWith("Camel")
                    || CREDENTIALS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                continue;
            }
            List<?> values =
                    header.getValue() instanceof List<?> list ? list : List.of(String.valueOf(header.getValue()));
            try {
                values.forEach(value -> set.add(header.getKey(), String.valueOf(value)));
            } catch (IllegalArgumentException notOfHttp) {
                LOG.warn("A refused handshake is answered without header {}: not as HTTP has it", header.getKey());
            }
        }
        addRefusal(set, answer);
    }

    /** The headers that {@code Connection} names end at this hop, too (RFC 9110 section 7.6.1). */
    private static List<String> ofConnection(HttpHeaders headers) {
        return Handshake.list(headers, HttpHeaderNames.CONNECTION).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether {@code name} is what {@code pattern} says, each {@code *} of which stands for any characters. */
    static boolean matches(String pattern, String name) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(name);
        }
        String last = parts[parts.length - 1];
        if (!name.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return name.length() - last.length() >= at && name.endsWith(last);
    }
}
