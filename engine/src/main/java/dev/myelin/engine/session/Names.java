package dev.myelin.engine.session;

/**
 * What groups and labels may be called: 1 to 256 letters and digits of any script, spaces inside, and {@code -_.~:@/+=,;!$&*'()}.
 * The value of a label is any text of at most 256 characters that has no control characters.
 */
public final class Names {
    /** Characters of a name, and of a label's value. */
    public static final int MAX_LENGTH = 256;

    private static final String SIGNS = "-_.~:@/+=,;!$&*'()";
    private static final String RULE =
            " (expected: 1 to " + MAX_LENGTH + " letters and digits, spaces inside, and " + SIGNS + ")";
    private static final int SHOWN = 64;

    private Names() {}

    /**
     * The name, when it is sound.
     *
     * @param what that is named, for the message: {@code group}, {@code label}
     * @throws IllegalArgumentException when it is not; the message says what is expected
     */
    public static String check(String what, String name) {
        boolean sound = !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && name.charAt(0) != ' '
                && name.charAt(name.length() - 1) != ' '
                && name.codePoints().allMatch(Names::isOfNames);
        if (!sound) {
            throw new IllegalArgumentException(what + ": " + shown(name) + RULE);
        }
        return name;
    }

    /**
     * The value of a label, when it is sound.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static String checkValue(String name, String value) {
        if (value.length() > MAX_LENGTH || value.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("label " + name + ": " + shown(value) + " (expected: at most "
                    + MAX_LENGTH + " characters, none of them a control character)");
        }
        return value;
    }

    private static boolean isOfNames(int character) {
        return Character.isLetterOrDigit(character)
                || character == ' '
                || SIGNS.indexOf(character) >= 0
                || isMark(Character.getType(character));
    }

    /** Accents and vowels that follow their letter, as in Devanagari. */
    private static boolean isMark(int type) {
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static String shown(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .map(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT ? '?' : each)
                .forEach(out::appendCodePoint);
        return text.length() <= SHOWN ? out.toString() : out + "... (" + text.length() + " characters)";
    }
}
