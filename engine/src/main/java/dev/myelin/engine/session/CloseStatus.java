package dev.myelin.engine.session;

/**
 * A close code with its reason, and the rules of RFC 6455 section 7.4 for them.
 *
 * @param code the code; {@link #NO_STATUS} and {@link #ABNORMAL} never go on the wire
 * @param reason UTF-8, at most 123 bytes on the wire; may be empty
 */
public record CloseStatus(int code, String reason) {
    /** Normal closure. */
    public static final int NORMAL = 1000;
    /** An endpoint goes away. */
    public static final int GOING_AWAY = 1001;
    /** A frame broke the protocol. */
    public static final int PROTOCOL_ERROR = 1002;
    /** A close frame without a code; never on the wire. */
    public static final int NO_STATUS = 1005;
    /** The connection was lost without a close frame; never on the wire. */
    public static final int ABNORMAL = 1006;
    /** A text message that is not UTF-8. */
    public static final int INVALID_TEXT = 1007;
    /** A message over the limit. */
    public static final int TOO_BIG = 1009;
    /** The engine failed. */
    public static final int INTERNAL_ERROR = 1011;
    /** The receiver is too slow, or the engine too busy. */
    public static final int TRY_AGAIN_LATER = 1013;
    /** The back-end was lost or answered badly. */
    public static final int BAD_GATEWAY = 1014;

    /** The client or back-end sent a close frame without a code. */
    public static final CloseStatus EMPTY = new CloseStatus(NO_STATUS, "");

    /** Whether a peer may send this code (RFC 6455 section 7.4.1 and the registry of IANA). */
    public static boolean isLegalOnWire(int code) {
        if (code >= 3000) {
            return code <= 4999;
        }
        return code >= 1000 && code <= 1014 && code != 1004 && code != NO_STATUS && code != ABNORMAL;
    }

    /** What the other leg gets when the back-end closed with this status or was lost. */
    public CloseStatus towardClient() {
        return code == ABNORMAL || code == 1015 ? new CloseStatus(BAD_GATEWAY, "back-end connection lost") : this;
    }

    /** What the other leg gets when the client closed with this status or was lost. */
    public CloseStatus towardBackend() {
        return code == ABNORMAL || code == 1015 ? new CloseStatus(GOING_AWAY, "client connection lost") : this;
    }
}
