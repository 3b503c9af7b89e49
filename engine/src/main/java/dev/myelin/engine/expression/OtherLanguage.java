package dev.myelin.engine.expression;

import dev.myelin.engine.expression.tree.Functions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says how to write what was taken for XPath, and is none, where it is of one of the other languages. */
final class OtherLanguage {
    private static final Pattern JSON_PATH = Pattern.compile("\\$(?=[.\\[])");
    private static final Pattern CALL = Pattern.compile("(?<![\\w:.-])([A-Za-z0-9]+)\\s*\\(");

    private OtherLanguage() {}

    /** The hint for a text that is no XPath; empty when it is of no other language either. */
    static String hint(String source) {
        if (JSON_PATH.matcher(source).lookingAt()) {
            return "Write json-eval(" + source + ") for a JSONPath, or ${payload" + source.substring(1) + "}";
        }
        Set<String> functions = new HashSet<>(Functions.names());
        functions.addAll(List.of("xpath", "exists", "secret", "registry", "split", "formatDateTime"));
        Matcher call = CALL.matcher(source);
        while (call.find()) {
            if (functions.contains(call.group(1))) {
                return "Write ${" + source + "}: " + call.group(1) + "() is a function of Synapse expressions";
            }
        }
        return "";
    }
}
