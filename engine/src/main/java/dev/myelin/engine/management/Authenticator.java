package dev.myelin.engine.management;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the {@code Authorization} header: basic authentication (RFC 7617), a bearer token (RFC 6750) that a login gave,
 * or a signature of Amazon's SDKs.
 * Whoever is wrong again and again waits longer before the next look. On the management port's event loop.
 */
final class Authenticator {
    /** How long a token is good for. */
    static final Duration TOKEN_LIFE = Duration.ofHours(1);

    /** Of one client at a time. */
    static final int MAX_WAITING = 10;

    private static final int MAX_TOKENS = 1000;
    private static final int MAX_ADDRESSES = 1000;
    private static final int FREE_FAILURES = 3;
    private static final int MAX_DOUBLINGS = 6;
    private static final long FIRST_DELAY_MILLIS = 100;
    private static final int TOKEN_BYTES = 32;

    private final Credentials credentials;
    private final LongSupplier clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> tokens = bounded(MAX_TOKENS);
    private final Map<String, Integer> failures = bounded(MAX_ADDRESSES);
    /** As many as there are connections, at most. */
    private final Map<String, Integer> waiting = new HashMap<>();

    /** With {@code clock} in nanoseconds. */
    Authenticator(Credentials credentials, LongSupplier clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether a request from {@code client} may go on, as far as its head tells: a signature is of the body too. */
    boolean admits(HttpRequest request, String client) {
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        if (authorization == null || !AwsSignature.isOne(authorization)) {
            return allows(authorization, client);
        }
        // What the signature itself is worth is seen later; until then nothing is forgiven.
        return new AwsSignature(credentials).mayBeRight(request, authorization, Instant.now())
                || counted(false, client);
    }

    /** Whether a whole request that was admitted may go on. */
    boolean allowsWhole(FullHttpRequest request, String client) {
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        return authorization == null
                || !AwsSignature.isOne(authorization)
                || counted(new AwsSignature(credentials).isRight(request, authorization, Instant.now()), client);
    }

    /** Takes a place to wait in; false when the client has too many already. */
    boolean waits(String client) {
        int now = waiting.getOrDefault(client, 0);
        if (now < MAX_WAITING) {
            waiting.put(client, now + 1);
        }
        return now < MAX_WAITING;
    }

    /** Gives a place back. */
    void waited(String client) {
        waiting.computeIfPresent(client, (same, now) -> now == 1 ? null : now - 1);
    }

    /** Whether a caller from {@code client} with this header may go on. */
    boolean allows(@Nullable String authorization, String client) {
        return counted(authorization != null && isRight(authorization.strip()), client);
    }

    private boolean counted(boolean allowed, String client) {
        if (allowed) {
            failures.remove(client);
        } else {
            failures.merge(client, 1, Integer::sum);
        }
        return allowed;
    }

    /** How long the next request of {@code client} is to wait before a look at its credentials. */
    Duration delay(String client) {
        int wrong = failures.getOrDefault(client, 0) - FREE_FAILURES;
        return wrong <= 0 ? Duration.ZERO : Duration.ofMillis(FIRST_DELAY_MILLIS << Math.min(wrong - 1, MAX_DOUBLINGS));
    }

    /** A new token, good for {@link #TOKEN_LIFE}. */
    String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.put(token, clock.getAsLong() + TOKEN_LIFE.toNanos());
        return token;
    }

    private boolean isRight(String authorization) {
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? authorization : authorization.substring(0, space);
        String value = space < 0 ? "" : authorization.substring(space + 1).strip();
        if ("Bearer".equalsIgnoreCase(scheme)) {
            Long end = tokens.get(value);
            return end != null && end - clock.getAsLong() > 0;
        }
        return "Basic".equalsIgnoreCase(scheme) && isRightBasic(value);
    }

    private boolean isRightBasic(String value) {
        try {
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon >= 0 && credentials.match(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
