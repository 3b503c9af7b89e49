package dev.myelin.engine.transport.ws.relay;

import java.util.List;
import java.util.Locale;

/** What the extensions that both ends agreed on make of the reserved bits of a frame (RFC 6455 section 5.2). */
public enum ReservedBits {
    /** No extension: all are 0. */
    NONE,
    /** permessage-deflate alone: RSV1 on the first frame of a data message (RFC 7692 section 6). */
    DEFLATE,
    /** Another extension: anything may be. */
    ANY;

    /**
     * Those of the extensions of an answer.
     *
     * @param accepted the items of {@code Sec-WebSocket-Extensions}, each with its parameters
     */
    public static ReservedBits of(List<String> accepted) {
        if (accepted.isEmpty()) {
            return NONE;
        }
        boolean deflate = accepted.stream().allMatch(item -> nameOf(item).equals("permessage-deflate"));
        return deflate ? DEFLATE : ANY;
    }

    /** The name of an item of {@code Sec-WebSocket-Extensions}, in lower case. */
    public static String nameOf(String item) {
        int parameters = item.indexOf(';');
        return (parameters < 0 ? item : item.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
