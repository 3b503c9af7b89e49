package dev.myelin.engine.message;

/**
 * A text for a regular expression that somebody else wrote: a match that looks at characters too often, because the
 * expression backtracks, is a fault. For one match, by one thread.
 */
public final class BoundedText implements CharSequence {
    private static final int FREE = 100_000;
    private static final int PER_CHARACTER = 1_000;

    private final CharSequence text;
    private long left;

    /** A text that may be looked at a thousand times a character, and 100,000 times more. */
    public BoundedText(CharSequence text) {
        this(text, FREE + (long) PER_CHARACTER * text.length());
    }

    private BoundedText(CharSequence text, long left) {
        this.text = text;
        this.left = left;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw Fault.of(ErrorCode.MEDIATION, "A regular expression backtracks without end and was stopped");
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
