package dev.myelin.dsl.openapi;

import dev.myelin.dsl.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a YAML or JSON document, with its place. */
sealed interface YamlNode {
    /** Where it begins. */
    SourceLocation location();

    /** The place behind its last character. */
    SourceLocation end();

    /** What it is, for people. */
    String kind();

    /**
     * A mapping, or an object of JSON.
     *
     * @param location where it begins
     * @param end behind it
     * @param byKey in order
     */
    record Mapping(SourceLocation location, SourceLocation end, Map<String, Entry> byKey) implements YamlNode {
        List<Entry> entries() {
            return List.copyOf(byKey.values());
        }

        Optional<Entry> entry(String key) {
            return Optional.ofNullable(byKey.get(key));
        }

        Optional<YamlNode> value(String key) {
            return entry(key).map(Entry::value);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /**
     * A key with its value.
     *
     * @param key as it stands
     * @param value what it stands for
     */
    record Entry(Scalar key, YamlNode value) {
        String name() {
            return key.text();
        }
    }

    /**
     * A sequence, or an array of JSON.
     *
     * @param location where it begins
     * @param end behind it
     * @param items in order
     */
    record Items(SourceLocation location, SourceLocation end, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A text, number, boolean or nothing.
     *
     * @param location where it begins
     * @param end behind it
     * @param text what it says; of numbers as they were written
     * @param plain whether it stands without quotes
     */
    record Scalar(SourceLocation location, SourceLocation end, String text, boolean plain) implements YamlNode {
        /** Whether it is a null: {@code ~}, {@code null} or nothing at all. */
        boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return isNothing() ? "nothing" : text;
        }
    }
}
