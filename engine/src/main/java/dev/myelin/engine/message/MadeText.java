package dev.myelin.engine.message;

/** The limit of texts that sequences make: one that is put together of itself again and again would take all memory. */
public final class MadeText {
    /** Of a property. */
    public static final int PROPERTY = 16 << 20;

    /** Of a payload: as much as a body may have unless set otherwise. */
    public static final int PAYLOAD = 64 << 20;

    private MadeText() {}

    /** A fault when {@code text} has become too long; {@code what} is who makes it. */
    public static <T extends CharSequence> T checked(T text, int limit, String what) {
        if (text.length() > limit) {
            throw Fault.of(
                    ErrorCode.MEDIATION, what + ": " + text.length() + " characters (expected: at most " + limit + ")");
        }
        return text;
    }
}
