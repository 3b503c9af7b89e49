package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A compiled JSONPath. */
interface JsonQuery {
    /** What is there; null when nothing is. */
    @Nullable
    JsonNode find(JsonNode root);
}
