package dev.myelin.engine.cli;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;

/** Why a connection could not be made, in words for its user. */
final class ConnectFailures {
    private static final int MAX_BODY = 4096;

    private ConnectFailures() {}

    static String text(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            return refusal(refused.getResponse());
        }
        if (cause instanceof SSLException tls) {
            return "TLS: " + tls.getMessage()
                    + (hasCause(tls, CertPathBuilderException.class)
                            ? " (expected: a certificate that --ca, else the JDK, vouches for; -n takes any)"
                            : "");
        }
        if (cause instanceof ProtocolException) {
            return "the server broke the protocol" + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        }
        if (cause instanceof IllegalArgumentException) {
            // Its text may show a header's value.
            return "a header, an origin or a subprotocol is none (expected: tokens and values of HTTP)";
        }
        if (cause instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (hasCause(cause, UnresolvedAddressException.class)) {
            return "unknown host";
        }
        if (cause instanceof ConnectException) {
            return "nothing listens there";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static boolean hasCause(Throwable failure, Class<?> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    /** A status other than 101 in the words of wscat, with what the server says of it; else what is wrong with its 101. */
    private static String refusal(HttpResponse<?> response) {
        if (response.statusCode() == 101) {
            return "the server's answer is not that of a WebSocket handshake; was the subprotocol among those offered?";
        }
        String text = "Unexpected server response: " + response.statusCode();
        Object body = response.body();
        if (body == null || body.toString().isBlank()) {
            return text;
        }
        String said = body.toString().strip();
        return text + System.lineSeparator() + (said.length() > MAX_BODY ? said.substring(0, MAX_BODY) + "..." : said);
    }
}
