package dev.myelin.engine.mediator.endpoint.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.time.Duration;
import java.time.Instant;

/**
 * A token, until when it is good.
 *
 * @param value what goes behind {@code Bearer}
 * @param end when another one is needed
 */
record Token(String value, Instant end) {
    private static final Duration USUAL = Duration.ofHours(1);

    /** Taken off what the server says, for the way to the back-end and for clocks that differ. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Reads the answer of a token server (RFC 6749, section 5.1). Throws a {@link Fault} when there is no token in it. */
    static Token of(JsonNode answer, Instant now) {
        String value = answer.path("access_token").asText("");
        if (value.isEmpty()) {
            throw Fault.of(ErrorCode.SENDER_IO_RECEIVING, "the token server's answer has no access_token");
        }
        long seconds = answer.path("expires_in").asLong(USUAL.toSeconds());
        Duration life = Duration.ofSeconds(Math.max(0, seconds));
        Duration margin = life.compareTo(MARGIN.multipliedBy(4)) > 0 ? MARGIN : life.dividedBy(4);
        return new Token(value, now.plus(life).minus(margin));
    }

    boolean isGood(Instant now) {
        return now.isBefore(end);
    }

    /** Never logged. */
    @Override
    public String toString() {
        return "token until " + end;
    }
}
