package dev.myelin.engine.transport.ws.deflate;

/**
 * What both ends of a connection have agreed on.
 *
 * @param own how the engine may compress
 * @param peer how the other end may compress
 */
public record DeflateAgreement(Side own, Side peer) {
    /**
     * How one end may compress.
     *
     * @param takeover whether a message may refer to those before it (RFC 7692 section 7.1.1)
     * @param maxWindowBits how far back, as a power of two (section 7.1.2); 0 when nothing was said, which means 15
     */
    public record Side(boolean takeover, int maxWindowBits) {}

    /** The value of {@code Sec-WebSocket-Extensions} of the 101 that agrees to this. */
    public String answer() {
        StringBuilder answer = new StringBuilder(PermessageDeflate.NAME);
        add(answer, own, PermessageDeflate.SERVER_NO_TAKEOVER, PermessageDeflate.SERVER_WINDOW);
        add(answer, peer, PermessageDeflate.CLIENT_NO_TAKEOVER, PermessageDeflate.CLIENT_WINDOW);
        return answer.toString();
    }

    private static void add(StringBuilder answer, Side side, String noTakeover, String window) {
        if (!side.takeover()) {
            answer.append("; ").append(noTakeover);
        }
        if (side.maxWindowBits() != 0) {
            answer.append("; ").append(window).append('=').append(side.maxWindowBits());
        }
    }
}
