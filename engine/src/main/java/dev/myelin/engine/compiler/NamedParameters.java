package dev.myelin.engine.compiler;

import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.model.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a message store or processor; what is wrong with one is reported where it stands. */
final class NamedParameters {
    private final ArtefactBuild build;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    NamedParameters(List<Parameter> given, ArtefactBuild build) {
        this.build = build;
        given.forEach(parameter -> parameters.put(parameter.name(), parameter));
    }

    /** Reports names that are neither in {@code known} nor in {@code ignored}. */
    void expect(Set<String> known, Set<String> ignored) {
        for (Parameter parameter : parameters.values()) {
            String name = parameter.name();
            if (!known.contains(name) && !ignored.contains(name) && !name.isEmpty()) {
                build.warning(
                        parameter,
                        "MYL-2092",
                        "parameter " + name + " has no effect",
                        DidYouMean.closest(name, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse(""));
            }
        }
    }

    /** The value of the first of {@code names} that has one. */
    Optional<String> text(String... names) {
        for (String name : names) {
            Optional<String> value = Optional.ofNullable(parameters.get(name))
                    .flatMap(this::filled)
                    .filter(text -> !text.isBlank());
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** A whole number from {@code least} to {@code most}; {@code otherwise} where none is given, or a wrong one. */
    long number(long otherwise, long least, long most, String... names) {
        Optional<String> text = text(names);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        wrong(text.get(), "a number from " + least + " to " + most, names);
        return otherwise;
    }

    /** Reports a value that cannot be. */
    void wrong(String value, String rule, String... names) {
        for (String name : names) {
            Parameter given = parameters.get(name);
            if (given != null) {
                build.error(given, "MYL-2093", name + ": " + value + " (expected: " + rule + ")", "");
                return;
            }
        }
    }

    private Optional<String> filled(Parameter parameter) {
        Variables variables = new Variables(build.compilation().settings().environment());
        return variables.fill(parameter.text(), name -> {
            String message = parameter.name() + ": " + name + " (expected: an environment variable that is set)";
            build.error(parameter, "MYL-2013", message, "Set the environment variable " + name);
        });
    }
}
