package dev.myelin.engine.message;

/** JSON keys as XML names, with MI's escapes: {@code $a} is {@code _JsonReader_PS_a}, {@code 2a} is {@code _JsonReader_PD_2a}. */
final class JsonNames {
    private static final String ESCAPE = "_JsonReader_";

    private JsonNames() {}

    static String toXml(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (!isPlain(key.charAt(i), i)) {
                return escape(key);
            }
        }
        return key.isEmpty() ? ESCAPE : key;
    }

    /** The counterpart of {@link #toXml}. */
    static String toJson(String name) {
        if (!name.contains(ESCAPE)) {
            return name;
        }
        if (name.equals(ESCAPE)) {
            return "";
        }
        StringBuilder key = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); ) {
            if (!name.startsWith(ESCAPE, at)) {
                key.append(name.charAt(at++));
                continue;
            }
            int code = at + ESCAPE.length();
            int end = name.indexOf('_', code);
            if (end < 0) {
                return key.append(name, at, name.length()).toString();
            }
            unescape(name.substring(code, end), key);
            at = end + 1;
        }
        return key.toString();
    }

    private static void unescape(String code, StringBuilder key) {
        switch (code) {
            case "PD" -> {}
            case "PS" -> key.append('$');
            default -> {
                boolean number =
                        !code.isEmpty() && code.length() < 8 && code.chars().allMatch(c -> isDigit((char) c));
                int point = number ? Integer.parseInt(code) : -1;
                if (Character.isValidCodePoint(point)) {
                    key.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean isPlain(char c, int index) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        return letter || (index > 0 && (isDigit(c) || c == '-' || c == '.'));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String escape(String key) {
        StringBuilder name = new StringBuilder(key.length() + 16);
        if (isDigit(key.charAt(0))) {
            name.append(ESCAPE).append("PD_");
        }
        key.codePoints().forEach(c -> {
            if (c == '$') {
                name.append(ESCAPE).append("PS_");
            } else if (Character.isLetterOrDigit(c) || c == '_' || (!name.isEmpty() && (c == '-' || c == '.'))) {
                name.appendCodePoint(c);
            } else {
                name.append(ESCAPE).append(c).append('_');
            }
        });
        return name.toString();
    }
}
