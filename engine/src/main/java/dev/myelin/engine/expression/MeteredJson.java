package dev.myelin.engine.expression;

import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import dev.myelin.engine.message.TimeBudget;

/** Reads as Jackson does, and stops a path that reads without end: it asks here for all that it looks at. For one use. */
final class MeteredJson extends JacksonJsonNodeJsonProvider {
    private final TimeBudget budget;

    MeteredJson(String path) {
        budget = new TimeBudget(path, TimeBudget.SHORT);
    }

    @Override
    public boolean isMap(Object value) {
        budget.tick();
        return super.isMap(value);
    }

    @Override
    public boolean isArray(Object value) {
        budget.tick();
        return super.isArray(value);
    }
}
