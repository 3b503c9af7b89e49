package dev.myelin.engine.config;

import dev.myelin.dsl.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads the tables {@code [[datasource]]}, as MI has them. */
final class DataSourceTables {
    private static final String NAME = "datasource";
    private static final String POOL_OPTIONS = "pool_options";
    private static final Set<String> KEYS =
            Set.of("id", "url", "username", "password", "driver", POOL_OPTIONS, "jmx_enable", "description", "type");

    private final Document document;

    DataSourceTables(Document document) {
        this.document = document;
    }

    /** By id. */
    Map<String, DataSourceTable> read() {
        Map<String, DataSourceTable> found = new LinkedHashMap<>();
        document.section(List.of(NAME));
        Object value = document.value(List.of(NAME));
        if (value instanceof TomlArray tables) {
            for (int i = 0; i < tables.size(); i++) {
                if (tables.get(i) instanceof TomlTable table) {
                    one(table, tables.inputPositionOf(i)).ifPresent(made -> found.put(made.id(), made));
                }
            }
        } else if (value != null) {
            document.error("MYL-4006", List.of(NAME), "datasource: (expected: [[datasource]] for each)", "");
        }
        return Map.copyOf(found);
    }

    private Optional<DataSourceTable> one(TomlTable table, TomlPosition where) {
        for (String key : table.keySet()) {
            if (!KEYS.contains(key)) {
                String hint = DidYouMean.closest(key, KEYS)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("");
                document.warning("MYL-4003", position(table, key, where), "datasource." + key + " is not known", hint);
            }
        }
        String id = text(table, "id", where).orElse("");
        String url = text(table, "url", where).orElse("");
        if (id.isBlank() || url.isBlank()) {
            String missing = id.isBlank() ? "id" : "url";
            document.error("MYL-4006", where, "datasource: no " + missing + " (expected: id and url)", "");
            return Optional.empty();
        }
        return Optional.of(new DataSourceTable(
                id,
                url,
                text(table, "username", where),
                text(table, "password", where),
                text(table, "driver", where),
                options(table)));
    }

    private Optional<String> text(TomlTable table, String key, TomlPosition where) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return Optional.empty();
        }
        return document.filledIn(value.toString(), position(table, key, where), "datasource." + key);
    }

    private static Map<String, String> options(TomlTable table) {
        Map<String, String> options = new LinkedHashMap<>();
        Object nested = table.get(List.of(POOL_OPTIONS));
        if (nested instanceof TomlTable inside) {
            for (String key : inside.keySet()) {
                options.put(key.toLowerCase(Locale.ROOT), String.valueOf(inside.get(List.of(key))));
            }
        }
        return Map.copyOf(options);
    }

    private static TomlPosition position(TomlTable table, String key, TomlPosition otherwise) {
        @Nullable TomlPosition found = table.inputPositionOf(new ArrayList<>(List.of(key)));
        return found == null ? otherwise : found;
    }
}
