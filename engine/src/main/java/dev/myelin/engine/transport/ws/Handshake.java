package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What both sides of the opening handshake need (RFC 6455 section 4). */
final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Headers of one hop only. */
    private static final Set<String> OF_THE_HOP = Set.of(
            "connection",
            "upgrade",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "content-length");
    /** What every server says of itself. */
    private static final Set<String> OF_THE_SERVER = Set.of("date", "server");

    private Handshake() {}

    /** The {@code Sec-WebSocket-Accept} that answers {@code key}. */
    static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is part of every JDK", e);
        }
    }

    /** The items of a header that is a list, over all its lines. */
    static List<String> list(HttpHeaders headers, CharSequence name) {
        List<String> items = new ArrayList<>();
        for (String line : headers.getAll(name)) {
            for (String item : line.split(",")) {
                if (!item.isBlank()) {
                    items.add(item.strip());
                }
            }
        }
        return items;
    }

    /** Whether a header may go from one side of a session to the other. */
    static boolean travels(String header) {
        return !isOfTheHop(header) && !OF_THE_SERVER.contains(header.toLowerCase(Locale.ROOT));
    }

    /** Whether a header is for one hop only, or one that the handshake itself is made of. */
    static boolean isOfTheHop(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return OF_THE_HOP.contains(name) || name.startsWith("sec-websocket-");
    }

    /** Whether {@code subprotocol} is MI's {@code synapse(contentType='...')}. */
    static boolean isSynapse(String subprotocol) {
        return subprotocol.startsWith("synapse(contentType=") && subprotocol.endsWith(")");
    }

    /** MI's subprotocol for a content type. */
    static String synapse(String contentType) {
        return "synapse(contentType='" + contentType + "')";
    }

    /** The content type that MI's subprotocol names. */
    static String contentTypeOf(String synapse) {
        return synapse.substring("synapse(contentType=".length(), synapse.length() - 1)
                .replace("'", "")
                .replace("\"", "")
                .strip();
    }

    /** Whether the headers ask for the WebSocket protocol at all. */
    static boolean isUpgrade(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    }
}
