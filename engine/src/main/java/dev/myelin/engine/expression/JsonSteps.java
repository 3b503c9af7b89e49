package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath of names and indexes only, such as {@code $.a.b[0]}: most are. Walked without a path engine, and, unlike
 * there, an index beyond the end is told from a null.
 */
final class JsonSteps implements JsonQuery {
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_-]*)|\\['([^'\\\\]+)'\\]|\\[(-?[0-9]{1,9})\\]");

    private final Step[] steps;

    private JsonSteps(List<Step> steps) {
        this.steps = steps.toArray(Step[]::new);
    }

    private interface Step {
        @Nullable
        JsonNode from(JsonNode node);
    }

    /** The steps of {@code path}; null when it is more than names and indexes. */
    static @Nullable JsonSteps of(String path) {
        if (!path.startsWith("$")) {
            return null;
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        int at = 1;
        while (at < path.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                return null;
            }
            steps.add(step(matcher));
            at = matcher.end();
        }
        return new JsonSteps(steps);
    }

    private static Step step(Matcher matcher) {
        if (matcher.group(3) != null) {
            int index = Integer.parseInt(matcher.group(3));
            return node -> node.isArray() ? node.get(index < 0 ? node.size() + index : index) : null;
        }
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return node -> node.get(name);
    }

    @Override
    public @Nullable JsonNode find(JsonNode root) {
        JsonNode at = root;
        for (Step step : steps) {
            JsonNode next = step.from(at);
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }
}
