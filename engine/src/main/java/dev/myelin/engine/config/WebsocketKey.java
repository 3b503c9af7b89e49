package dev.myelin.engine.config;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the value of a key of {@code [websocket]} must look like. */
enum WebsocketKey {
    SIZE,
    TIME,
    CONSUMER,
    PAIRED,
    COUNT,
    FLAG,
    TEXT;

    /** The keys that have an effect: the parameter's name without {@code ws.}, dots as underscores. */
    static final Map<String, WebsocketKey> ALL = all();

    /** Throws {@link IllegalArgumentException} with the message {@code value (expected: rule)} for a wrong one. */
    void check(String value) {
        switch (this) {
            case SIZE -> Sizes.parse(value);
            case TIME -> Durations.parse(value, ChronoUnit.SECONDS);
            case CONSUMER -> oneOf(value, "close", "drop-oldest");
            case PAIRED -> oneOf(value, "pause", "close");
            case FLAG -> oneOf(value, "true", "false");
            case COUNT -> {
                if (!value.matches("\\d{1,9}")) {
                    throw new IllegalArgumentException(value + " (expected: a number from 0)");
                }
            }
            case TEXT -> {
                // The inbound endpoint that uses it checks it.
            }
        }
    }

    private static void oneOf(String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException(value + " (expected: " + String.join(" or ", allowed) + ")");
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
        for (String direction : List.of("client", "backend")) {
            keys.put("max_message_size_" + direction, SIZE);
            keys.put("max_frame_size_" + direction, SIZE);
        }
        keys.put("max_connections", COUNT);
        keys.put("max_connections_per_address", COUNT);
        keys.put("max_handshake_rate", COUNT);
        keys.put("ping_interval", TIME);
        keys.put("pong_timeout", TIME);
        keys.put("max_lifetime", TIME);
        keys.put("max_lifetime_jitter", TEXT);
        keys.put("slow_consumer", PAIRED);
        keys.put("subprotocols", TEXT);
        keys.put("headers_preserve", TEXT);
        keys.put("compression", FLAG);
        keys.put("max_compression_memory", SIZE);
        keys.put("pass_through_control_frames", FLAG);
        keys.put("connect_sequence", TEXT);
        keys.put("disconnect_sequence", TEXT);
        keys.put("event_format", TEXT);
        // Of the engine as a whole; no parameter of an inbound endpoint.
        keys.put("max_total_connections", COUNT);
        keys.put("max_buffered", SIZE);
        return keys;
    }
}
