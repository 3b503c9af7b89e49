package dev.myelin.engine.transport.ws;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which subprotocol the client gets (SEMANTICS of each leg negotiating for itself). */
final class Subprotocols {
    /**
     * The choice.
     *
     * @param subprotocol empty for none
     * @param contentType what MI's own subprotocol says of the messages; empty for others
     */
    record Choice(String subprotocol, String contentType) {}

    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

    private Subprotocols() {}

    /** Whether the values of {@code Sec-WebSocket-Protocol} are unique tokens (RFC 6455 section 4.1), or MI's own. */
    static boolean areWellFormed(List<String> values) {
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            for (String item : value.split(",", -1)) {
                String token = item.strip();
                if (!isToken(token) && !Handshake.isSynapse(token) || !seen.add(token)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F && SEPARATORS.indexOf(c) < 0);
    }

    /** Those of {@code offered} that {@code allowed} names; all of them when it names none. */
    static List<String> allowed(List<String> offered, List<String> allowed) {
        return allowed.isEmpty()
                ? offered
                : offered.stream().filter(allowed::contains).toList();
    }

    /**
     * Chooses: the back-end's choice if the client offered it, else a plug-in's, else MI's {@code synapse(...)}.
     *
     * @param offered by the client, best first
     * @param ofBackend the choice of the primary leg, else that of the connect sequence; empty for none
     * @param ofPlugins the subprotocols that plug-ins handle
     */
    static Choice choose(List<String> offered, String ofBackend, List<String> ofPlugins) {
        if (!ofBackend.isEmpty() && !Handshake.isSynapse(ofBackend) && offered.contains(ofBackend)) {
            return new Choice(ofBackend, "");
        }
        for (String token : offered) {
            if (ofPlugins.contains(token)) {
                return new Choice(token, "");
            }
        }
        for (String token : offered) {
            if (Handshake.isSynapse(token)) {
                return new Choice(token, Handshake.contentTypeOf(token));
            }
        }
        return new Choice("", "");
    }

    /** What a back-end is offered: MI's for {@code contentType} if set, then what the client offered that may cross. */
    static List<String> toOffer(List<String> offered, String contentType) {
        List<String> crossing =
                offered.stream().filter(token -> !Handshake.isSynapse(token)).toList();
        if (contentType.isEmpty()) {
            return crossing;
        }
        List<String> all = new java.util.ArrayList<>();
        all.add(Handshake.synapse(contentType));
        all.addAll(crossing);
        return all;
    }
}
