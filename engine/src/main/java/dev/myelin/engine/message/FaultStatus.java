package dev.myelin.engine.message;

/** The HTTP status of a caller whose fault sequence set none. */
public final class FaultStatus {
    private FaultStatus() {}

    /**
     * The fault's own status where it has one; else by its code: 504 for 101504, the back-end that was reached and did
     * not answer in time; 503 for the rest of 101503 to 101508 and for 303000 to 303099, the back-end that cannot be
     * used now; 500 for anything else.
     *
     * <p>101508, connecting that took too long, is 503 and no 504: nothing was ever asked of the back-end, so that a
     * caller may try again without harm. A handshake that is refused with 504 for it sets the fault's own status.
     */
    public static int httpStatus(Fault fault) {
        return fault.httpStatus().orElseGet(() -> byCode(fault.code()));
    }

    private static int byCode(int code) {
        if (code == ErrorCode.CONNECTION_TIMEOUT) {
            return 504;
        }
        boolean unreachable = code >= ErrorCode.CONNECTION_FAILED && code <= ErrorCode.CONNECT_TIMEOUT;
        boolean suspended = code / 100 == 3030;
        return unreachable || suspended ? 503 : 500;
    }
}
