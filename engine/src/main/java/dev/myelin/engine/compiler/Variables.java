package dev.myelin.engine.compiler;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code $env{NAME}}, and MI's {@code $SYSTEM:NAME}, in what artefacts say. */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$env\\{([^}]+)}|\\$SYSTEM:([A-Za-z0-9_.]+)");

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The text with what its variables stand for; empty, and {@code missing} told the name, when one is not set. */
    Optional<String> fill(String text, Consumer<String> missing) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            String found = value(matcher.group(2) != null, name);
            if (found == null) {
                missing.accept(name);
                return Optional.empty();
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(found));
        }
        return Optional.of(matcher.appendTail(out).toString());
    }

    private @Nullable String value(boolean system, String name) {
        String ofTheJvm = system ? System.getProperty(name) : null;
        return ofTheJvm == null ? environment.get(name) : ofTheJvm;
    }
}
