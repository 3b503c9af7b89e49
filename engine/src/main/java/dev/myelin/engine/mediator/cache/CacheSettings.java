package dev.myelin.engine.mediator.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A {@code cache} as it was compiled.
 *
 * @param id what collectors name; empty for one that any collector fits
 * @param timeout how long a response counts
 * @param maxSize the most bytes of a response that is remembered
 * @param maxEntries the most responses
 * @param methods the HTTP methods of requests that take part, in capitals; empty for all
 * @param headers the headers that count when requests are compared
 * @param responseCodes the status of responses that are remembered
 * @param cacheControl whether {@code Cache-Control} counts
 * @param age whether a response that was found says how old it is
 */
public record CacheSettings(
        Optional<String> id,
        Duration timeout,
        int maxSize,
        int maxEntries,
        Set<String> methods,
        HeaderChoice headers,
        Pattern responseCodes,
        boolean cacheControl,
        boolean age) {

    /** The headers that count when requests are compared. */
    @FunctionalInterface
    public interface HeaderChoice {
        /** Whether a header counts; the name is in lower case. */
        boolean counts(String name);
    }
}
