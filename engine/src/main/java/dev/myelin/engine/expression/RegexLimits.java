package dev.myelin.engine.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regular expressions inside a JSONPath run where nothing can stop them, so those that backtrack without end are refused
 * when they are compiled: a group that repeats and has a repetition in it.
 */
final class RegexLimits {
    private static final Pattern REGEX = Pattern.compile("=~\\s*/((?:[^/\\\\]|\\\\.)*)/");

    private RegexLimits() {}

    /** Throws {@link ExpressionSyntaxException} when one of the path may not end. */
    static void check(String path) {
        Matcher found = REGEX.matcher(path);
        while (found.find()) {
            if (repeatsRepetition(found.group(1))) {
                throw new ExpressionSyntaxException(path + ": " + found.group(1)
                        + " (expected: no repetition inside of a group that repeats; it may backtrack without end)");
            }
        }
    }

    static boolean repeatsRepetition(String regex) {
        Deque<Boolean> groups = new ArrayDeque<>();
        groups.push(false);
        for (int i = 0; i < regex.length(); i++) {
            switch (regex.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = endOfClass(regex, i);
                case '(' -> groups.push(false);
                case '*', '+', '{' -> repeat(groups);
                case ')' -> {
                    boolean inside = groups.size() > 1 && groups.pop();
                    if (inside && i + 1 < regex.length() && "*+{".indexOf(regex.charAt(i + 1)) >= 0) {
                        return true;
                    }
                    if (inside) {
                        repeat(groups);
                    }
                }
                default -> {
                    // Takes no part in it.
                }
            }
        }
        return false;
    }

    private static void repeat(Deque<Boolean> groups) {
        groups.pop();
        groups.push(true);
    }

    private static int endOfClass(String regex, int start) {
        for (int i = start + 1; i < regex.length(); i++) {
            if (regex.charAt(i) == '\\') {
                i++;
            } else if (regex.charAt(i) == ']' && i > start + 1) {
                return i;
            }
        }
        return regex.length();
    }
}
