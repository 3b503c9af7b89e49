package dev.myelin.engine.transport.ws.settings;

import dev.myelin.engine.config.Durations;
import dev.myelin.engine.config.Sizes;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Parameters by type: an endpoint's own, else the default for all; a wrong one is reported and counts as unset. */
final class ParameterValues {
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final Map<String, String> parameters;
    private final Map<String, String> defaults;
    private final InboundSettings.Problems problems;
    private final Set<String> reported = new HashSet<>();

    ParameterValues(Map<String, String> parameters, Map<String, String> defaults, InboundSettings.Problems problems) {
        this.parameters = parameters;
        this.defaults = defaults;
        this.problems = problems;
    }

    /** The names that the endpoint itself sets. */
    Set<String> names() {
        return parameters.keySet();
    }

    InboundSettings.Problems problems() {
        return problems;
    }

    Optional<String> value(String parameter) {
        String own = parameters.get(parameter);
        String text = own == null ? defaults.get(parameter) : own;
        return Optional.ofNullable(text).map(String::strip).filter(found -> !found.isEmpty());
    }

    List<String> list(String parameter, String separator) {
        return value(parameter)
                .map(text -> Stream.of(text.split(separator))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    boolean flag(String parameter, boolean unset) {
        return choice(parameter, String.valueOf(unset), "true", "false").equals("true");
    }

    /** One of {@code allowed}, whatever its case. */
    String choice(String parameter, String unset, String... allowed) {
        String text = value(parameter).orElse(unset).toLowerCase(Locale.ROOT);
        if (!List.of(allowed).contains(text)) {
            bad(parameter, parameter + ": " + text + " (expected: " + String.join(" or ", allowed) + ")");
            return unset;
        }
        return text;
    }

    int number(String parameter, int unset, int from, int to) {
        return value(parameter)
                .map(text -> parsed(parameter, text, digits -> within(parameter, digits, from, to), unset))
                .orElse(unset);
    }

    private static int within(String parameter, String digits, int from, int to) {
        int number = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
        if (number < from || number > to) {
            throw new IllegalArgumentException(parameter + ": " + digits + " (expected: " + from + " to " + to + ")");
        }
        return number;
    }

    /** Bytes from 1 to 2 GiB. */
    int size(String parameter, int unset) {
        return value(parameter)
                .map(text -> parsed(parameter, text, found -> (int) bytes(found, Integer.MAX_VALUE, "2 GiB"), unset))
                .orElse(unset);
    }

    /** Bytes from 1, however many; 0 when not set. */
    long largeSize(String parameter) {
        return value(parameter)
                .map(text -> parsed(parameter, text, found -> bytes(found, Long.MAX_VALUE, "8 EiB"), 0L))
                .orElse(0L);
    }

    static long bytes(String text, long most, String mostInWords) {
        long size = Sizes.parse(text);
        if (size < 1 || size > most) {
            throw new IllegalArgumentException(text + " (expected: 1 byte to " + mostInWords + ")");
        }
        return size;
    }

    Duration time(String parameter, Duration unset) {
        return value(parameter)
                .map(text -> parsed(parameter, text, found -> Durations.parse(found, ChronoUnit.SECONDS), unset))
                .orElse(unset);
    }

    /** A time that somebody waits for: not none, and not so long that it is none. */
    Duration wait(String parameter, Duration unset) {
        Duration time = time(parameter, unset);
        if (time.isZero() || time.compareTo(LONGEST_WAIT) > 0) {
            bad(
                    parameter,
                    parameter + ": " + time.toMillis() + " ms (expected: 1ms to " + LONGEST_WAIT.toHours() + "h)");
            return unset;
        }
        return time;
    }

    <T> T parsed(String parameter, String text, Function<String, T> parser, T unset) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String message = String.valueOf(e.getMessage());
            bad(parameter, message.startsWith(parameter) ? message : parameter + ": " + message);
            return unset;
        }
    }

    /** Reports a value that keeps the endpoint from running, once however often it is read. */
    void bad(String parameter, String message) {
        if (reported.add(parameter)) {
            problems.report(parameter, true, "MYL-3002", message, "");
        }
    }
}
