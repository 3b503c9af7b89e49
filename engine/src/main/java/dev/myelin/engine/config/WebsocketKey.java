package dev.myelin.engine.config;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the value of a key of {@code [websocket]} must look like. */
enum WebsocketKey {
    SIZE,
    TIME,
    CONSUMER,
    TEXT;

    /** The keys that have an effect: the parameter's name without {@code ws.}, dots as underscores. */
    static final Map<String, WebsocketKey> ALL = all();

    private static final Set<String> CONSUMERS = Set.of("close", "drop-oldest");

    /** Throws {@link IllegalArgumentException} with the message {@code value (expected: rule)} for a wrong one. */
    void check(String value) {
        switch (this) {
            case SIZE -> Sizes.parse(value);
            case TIME -> Durations.parse(value, ChronoUnit.SECONDS);
            case CONSUMER -> {
                if (!CONSUMERS.contains(value)) {
                    throw new IllegalArgumentException(value + " (expected: close or drop-oldest)");
                }
            }
            case TEXT -> {
                // The inbound endpoint that uses it checks it.
            }
        }
    }

    private static Map<String, WebsocketKey> all() {
        Map<String, WebsocketKey> keys = new LinkedHashMap<>();
        keys.put("max_message_size", SIZE);
        keys.put("max_frame_size", SIZE);
        keys.put("handshake_timeout", TIME);
        keys.put("backend_handshake_timeout", TIME);
        keys.put("close_timeout", TIME);
        keys.put("idle_timeout", TIME);
        keys.put("read_ahead", TEXT);
        keys.put("write_low_water_mark", SIZE);
        keys.put("write_high_water_mark", SIZE);
        keys.put("push_queue", SIZE);
        keys.put("push_slow_consumer", CONSUMER);
        keys.put("allowed_origins", TEXT);
        return keys;
    }
}
