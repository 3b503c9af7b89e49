package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.session.Names;
import java.util.regex.Pattern;

/** Addresses of clients that are connected: {@code connection:ID}, {@code connection:group/NAME}, with variables in them. */
final class ConnectionAddress {
    private static final String SCHEME = "connection:";
    private static final String GROUP = "group/";
    private static final Pattern FORM = Pattern.compile("connection:(?!/)(?!group(?:/|$))[^/]+|connection:group/.+");
    /** Braces in which nothing but the name of a property stands, or a Synapse expression. */
    private static final Pattern VARIABLES =
            Pattern.compile("(?:[^{}$]++|\\$\\{[^{}]*+}|\\$|\\{[+#]?[\\w.\\-:, ]+})*+");

    private ConnectionAddress() {}

    /** Whether a message decides where it leads. */
    static boolean isDynamic(String uri) {
        return uri.startsWith(SCHEME) && uri.indexOf('{') >= 0;
    }

    /** Whether it is one; reported when it is not. */
    static boolean check(String uri, String attribute, SynapseNode where, ArtefactBuild build) {
        if (!FORM.matcher(uri).matches()) {
            return wrong(uri, attribute, "connection:ID or connection:group/NAME", where, build);
        }
        if (!VARIABLES.matcher(uri).matches()) {
            return wrong(uri, attribute, "{NAME} of a property, such as {uri.var.room}, or ${...}", where, build);
        }
        if (!isDynamic(uri) && uri.indexOf('%') < 0 && uri.startsWith(SCHEME + GROUP)) {
            try {
                Names.check("group", uri.substring(SCHEME.length() + GROUP.length()));
            } catch (IllegalArgumentException unsound) {
                build.error(where, "MYL-3020", String.valueOf(unsound.getMessage()), "");
                return false;
            }
        }
        return true;
    }

    private static boolean wrong(
            String uri, String attribute, String expected, SynapseNode where, ArtefactBuild build) {
        build.error(
                where,
                "MYL-3022",
                attribute + ": " + uri + " (expected: " + expected + ")",
                "The id is what the client got as X-Websocket-Connection-Id");
        return false;
    }
}
