package dev.myelin.engine.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** One table: typed values, each reported and its default taken when it is wrong. */
final class Section {
    private final Document document;
    private final List<String> path;

    Section(Document document, List<String> path) {
        this.document = document;
        this.path = path;
    }

    Optional<String> text(String key) {
        Object value = get(key);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        wrong(key, describe(value) + " (expected: text in quotes)");
        return Optional.empty();
    }

    /** A boolean, or text that says {@code true} or {@code false}, as MI's files often have. */
    boolean flag(String key, boolean byDefault) {
        Object value = get(key);
        if (value == null) {
            return byDefault;
        }
        String text = value.toString();
        if ("true".equals(text) || "false".equals(text)) {
            return "true".equals(text);
        }
        wrong(key, describe(value) + " (expected: true or false)");
        return byDefault;
    }

    long number(String key, long least, long most, long byDefault) {
        return parsed(key, text -> within(text, parseLong(text), least, most, "a whole number"))
                .orElse(byDefault);
    }

    long size(String key, long least, long most, long byDefault) {
        return parsed(key, text -> within(text, Sizes.parse(text), least, most, "a size"))
                .orElse(byDefault);
    }

    Duration duration(String key, ChronoUnit bareUnit, Duration byDefault) {
        return parsed(key, text -> Durations.parse(text, bareUnit)).orElse(byDefault);
    }

    /** The value as text, when it is there and right. Lists become comma lists. */
    Optional<String> checked(String key, WebsocketKey kind) {
        return parsed(key, text -> {
            kind.check(text);
            return text;
        });
    }

    /** A text with its place; lists become comma lists. */
    Optional<TlsText> setting(String key) {
        List<String> full = pathOf(key);
        return parsed(key, text -> new TlsText(Document.dotted(full), text, document.location(full)));
    }

    /** All entries of the table {@code key}, as text. */
    Map<String, String> texts(String key) {
        Map<String, String> entries = new LinkedHashMap<>();
        settings(key).forEach((name, text) -> entries.put(name, text.value()));
        return Map.copyOf(entries);
    }

    /** All entries of the table {@code key}, with their places. */
    Map<String, TlsText> settings(String key) {
        Map<String, TlsText> entries = new LinkedHashMap<>();
        if (get(key) instanceof TomlTable table) {
            for (List<String> name : table.keyPathSet()) {
                List<String> full = new ArrayList<>(pathOf(key));
                full.addAll(name);
                Object value = document.value(full);
                if (value != null) {
                    entries.put(
                            String.join(".", name),
                            new TlsText(Document.dotted(full), describe(value), document.location(full)));
                }
            }
        }
        return Map.copyOf(entries);
    }

    private <T> Optional<T> parsed(String key, Function<String, T> parser) {
        Object value = get(key);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(describe(value)));
        } catch (IllegalArgumentException e) {
            wrong(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static long parseLong(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " (expected: a whole number)", e);
        }
    }

    private static long within(String text, long value, long least, long most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(text + " (expected: " + what + " from " + least + " to " + most + ")");
        }
        return value;
    }

    private void wrong(String key, String message) {
        List<String> full = pathOf(key);
        document.error("MYL-4006", full, Document.dotted(full) + ": " + message, "The default is taken");
    }

    private @Nullable Object get(String key) {
        return document.value(path, key, pathOf(key));
    }

    /** MI's names with dots are written as keys of keys, or in quotes as one. */
    private List<String> pathOf(String key) {
        List<String> full = new ArrayList<>(path);
        full.add(key);
        if (document.has(full)) {
            return full;
        }
        full.remove(path.size());
        full.addAll(List.of(key.split("\\.")));
        return full;
    }

    private static String describe(Object value) {
        if (value instanceof TomlArray array) {
            return String.join(",", array.toList().stream().map(String::valueOf).toList());
        }
        return value instanceof TomlTable ? "a table" : value.toString();
    }
}
