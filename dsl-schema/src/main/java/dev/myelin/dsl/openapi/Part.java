package dev.myelin.dsl.openapi;

import dev.myelin.dsl.SourceLocation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A mapping of a document, asked for values by name and type; what has another type is reported and counts as absent. */
final class Part {
    private final String name;
    private final SourceLocation location;
    private final YamlNode.Mapping mapping;
    private final Findings findings;

    /** The part that stands behind the key {@code name}. */
    Part(YamlNode.Scalar name, YamlNode.Mapping mapping, Findings findings) {
        this(name.text(), name.location(), mapping, findings);
    }

    Part(String name, SourceLocation location, YamlNode.Mapping mapping, Findings findings) {
        this.name = name;
        this.location = location;
        this.mapping = mapping;
        this.findings = findings;
    }

    String name() {
        return name;
    }

    /** Where its key stands. */
    SourceLocation location() {
        return location;
    }

    SourceLocation end() {
        return mapping.end();
    }

    Findings findings() {
        return findings;
    }

    List<YamlNode.Entry> entries() {
        return mapping.entries();
    }

    boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    /** Where the key stands; where the part begins when it is not there. */
    SourceLocation placeOf(String key) {
        return mapping.entry(key).map(entry -> entry.key().location()).orElse(location);
    }

    /** The text of {@code key}; numbers and booleans as they were written. */
    Optional<String> text(String key) {
        Optional<YamlNode> value = mapping.value(key);
        if (value.isPresent() && !(value.get() instanceof YamlNode.Scalar)) {
            wrong(key, value.get().kind(), "text");
        }
        return value.filter(YamlNode.Scalar.class::isInstance)
                .map(YamlNode.Scalar.class::cast)
                .filter(scalar -> !scalar.isNothing())
                .map(YamlNode.Scalar::text);
    }

    /** As {@link #text}, reported when there is none. */
    Optional<String> needed(String key, String hint) {
        int before = findings.errors();
        Optional<String> text = text(key).filter(found -> !found.isBlank());
        if (text.isEmpty() && findings.errors() == before) {
            findings.error(Codes.MISSING, placeOf(key), name + " has no " + key, hint);
        }
        return text;
    }

    /** A number between two others, both allowed. */
    Optional<BigDecimal> number(String key, int least, int most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean number = text.get().matches("\\d{1,9}(\\.\\d{1,9})?");
        Optional<BigDecimal> value = number ? Optional.of(new BigDecimal(text.get())) : Optional.empty();
        Optional<BigDecimal> within = value.filter(each ->
                each.compareTo(BigDecimal.valueOf(least)) >= 0 && each.compareTo(BigDecimal.valueOf(most)) <= 0);
        if (within.isEmpty()) {
            wrong(key, text.get(), "a number from " + least + " to " + most);
        }
        return within;
    }

    boolean flag(String key) {
        Optional<String> text = text(key);
        if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
            wrong(key, text.get(), "true or false");
        }
        return text.filter("true"::equals).isPresent();
    }

    Optional<Part> part(String key) {
        Optional<YamlNode.Entry> entry = mapping.entry(key);
        if (entry.isPresent() && !(entry.get().value() instanceof YamlNode.Mapping)) {
            wrong(key, entry.get().value().kind(), "a mapping");
        }
        return entry.filter(each -> each.value() instanceof YamlNode.Mapping)
                .map(each -> new Part(each.key(), (YamlNode.Mapping) each.value(), findings));
    }

    List<YamlNode> items(String key) {
        Optional<YamlNode> value = mapping.value(key);
        if (value.isPresent() && !(value.get() instanceof YamlNode.Items)) {
            wrong(key, value.get().kind(), "a list");
        }
        return value.filter(YamlNode.Items.class::isInstance)
                .map(found -> ((YamlNode.Items) found).items())
                .orElse(List.of());
    }

    /** The entries of the mapping {@code key} as texts; lists are joined with commas. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        part(key).ifPresent(inner -> inner.entries().forEach(entry -> {
            if (entry.value() instanceof YamlNode.Items list) {
                texts.put(entry.name(), joined(inner, entry, list));
            } else if (entry.value() instanceof YamlNode.Scalar scalar) {
                texts.put(entry.name(), scalar.isNothing() ? "" : scalar.text());
            } else {
                inner.wrong(entry.name(), entry.value().kind(), "text, or a list of texts");
            }
        }));
        return texts;
    }

    private static String joined(Part inner, YamlNode.Entry entry, YamlNode.Items list) {
        if (!list.items().stream().allMatch(YamlNode.Scalar.class::isInstance)) {
            inner.wrong(entry.name(), list.kind() + " of other things", "text, or a list of texts");
        }
        return list.items().stream()
                .filter(YamlNode.Scalar.class::isInstance)
                .map(item -> ((YamlNode.Scalar) item).text())
                .collect(Collectors.joining(","));
    }

    /** Reports each key that nobody reads. */
    void warnBeyond(Set<String> known) {
        for (YamlNode.Entry entry : entries()) {
            if (!known.contains(entry.name())) {
                String hint = Findings.near(
                        entry.name(),
                        known,
                        "It has no effect. Known here: " + String.join(", ", new TreeSet<>(known)));
                findings.warning(
                        Codes.UNKNOWN_NAME, entry.key().location(), entry.name() + " is not known in " + name, hint);
            }
        }
    }

    void wrong(String key, String value, String rule) {
        SourceLocation where = mapping.value(key).map(YamlNode::location).orElse(location);
        findings.error(Codes.BAD_VALUE, where, key + ": " + value + " (expected: " + rule + ")", "");
    }
}
