package dev.myelin.dsl.openapi;

import java.util.Optional;
import java.util.function.Function;

/**
 * What documents mean depends on these settings of {@code deployment.toml}.
 *
 * @param https whether there is an HTTPS listener, which then serves the paths too
 * @param functions the URL behind the id of a function; {@code [openapi.functions]}
 */
public record OpenApiSettings(boolean https, Function<String, Optional<String>> functions) {
    /** Of a document that stands alone: nothing is known of where its functions are, and that is not held against it. */
    public static final OpenApiSettings UNKNOWN =
            new OpenApiSettings(false, id -> Optional.of("http://localhost/function"));
}
