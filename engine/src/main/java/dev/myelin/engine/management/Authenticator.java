package dev.myelin.engine.management;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the {@code Authorization} header: basic authentication (RFC 7617), a bearer token (RFC 6750) that a login gave,
 * or a signature of Amazon's SDKs.
 * Whoever is wrong again and again waits longer for each answer. On the management port's event loop.
 */
final class Authenticator {
    /** How long a token is good for. */
    static final Duration TOKEN_LIFE = Duration.ofHours(1);

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

    /** Whether a request from {@code address} may go on. */
    boolean allowsRequest(FullHttpRequest request, String address) {
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        return authorization != null && AwsSignature.isOne(authorization)
                ? counted(new AwsSignature(credentials).isRight(request, authorization, Instant.now()), address)
                : allows(authorization, address);
    }

    /** Whether a caller from {@code address} with this header may go on. */
    boolean allows(@Nullable String authorization, String address) {
        return counted(authorization != null && isRight(authorization.strip()), address);
    }

    private boolean counted(boolean allowed, String address) {
        if (allowed) {
            failures.remove(address);
        } else {
            failures.merge(address, 1, Integer::sum);
        }
        return allowed;
    }

    /** How long the next refusal of {@code address} is to wait. */
    Duration delay(String address) {
        int wrong = failures.getOrDefault(address, 0) - FREE_FAILURES;
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
