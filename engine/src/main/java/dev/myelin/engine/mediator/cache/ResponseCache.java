package dev.myelin.engine.mediator.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The responses that one {@code cache}, or those of one id, have remembered. Thread-safe. */
public final class ResponseCache {
    private static final long MAX_BYTES = 64L << 20;

    private final Cache<String, CachedResponse> responses;

    /**
     * An empty one.
     *
     * @param maxEntries the most responses; all together take 64 MiB at most
     */
    public ResponseCache(int maxEntries, Duration timeout) {
        // One limit for both: each response weighs at least its share of the bytes.
        int least = (int) Math.min(Integer.MAX_VALUE, MAX_BYTES / Math.max(1, maxEntries));
        responses = Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .<String, CachedResponse>weigher((key, response) -> Math.max(least, response.weight()))
                .expireAfterWrite(timeout)
                .executor(Runnable::run)
                .build();
    }

    /** The response to such a request; null when none is remembered that still counts. */
    @Nullable
    CachedResponse find(String key) {
        CachedResponse found = responses.getIfPresent(key);
        return found == null || !found.countsAt(System.nanoTime()) ? null : found;
    }

    void put(String key, CachedResponse response) {
        responses.put(key, response);
    }
}
