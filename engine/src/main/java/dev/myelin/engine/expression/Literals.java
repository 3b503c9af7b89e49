package dev.myelin.engine.expression;

/** Literals of Synapse expressions. */
final class Literals {
    private Literals() {}

    static Object number(String text) {
        boolean whole = text.length() < 19 && text.chars().allMatch(Character::isDigit);
        return whole ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
    }

    /** A text without its quotes and escapes; a backslash before any other character stays, as patterns need it. */
    static String text(String quoted) {
        String inner = quoted.substring(1, quoted.length() - 1);
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder out = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\' || i + 1 == inner.length()) {
                out.append(c);
            } else if (isUnicode(inner, ++i)) {
                out.append((char) Integer.parseInt(inner.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                out.append(escaped(inner.charAt(i)));
            }
        }
        return out.toString();
    }

    private static boolean isUnicode(String text, int at) {
        return text.charAt(at) == 'u'
                && at + 4 < text.length()
                && text.substring(at + 1, at + 5).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'b' -> "\b";
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'f' -> "\f";
            case 'r' -> "\r";
            case '"', '\'', '\\', '/' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }
}
