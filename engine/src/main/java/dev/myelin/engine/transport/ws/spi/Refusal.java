package dev.myelin.engine.transport.ws.spi;

/**
 * The answer to a handshake that is not admitted.
 *
 * @param status HTTP status, 400 to 599
 * @param text the body
 */
public record Refusal(int status, String text) {
    /** Checks the status. */
    public Refusal {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
        }
    }
}
