package dev.myelin.engine.session;

/**
 * What became of a message to a group.
 *
 * @param taken members that it was written to, or waits for
 * @param gone members that were about to end
 * @param tooSlow members that had too much waiting, and are closed for that
 * @param tooLarge members that take no message of its size
 * @param noRoom whether nobody was told, for the messages to groups that are on their way already
 */
public record GroupDelivery(int taken, int gone, int tooSlow, int tooLarge, boolean noRoom) {
    /** Nobody was there. */
    public static final GroupDelivery NONE = new GroupDelivery(0, 0, 0, 0, false);

    static final GroupDelivery NO_ROOM = new GroupDelivery(0, 0, 0, 0, true);

    /** How many members there were. */
    public int members() {
        return taken + gone + tooSlow + tooLarge;
    }

    /** Whether its size alone kept it from everybody. */
    public boolean isTooLarge() {
        return tooLarge > 0 && taken == 0;
    }

    GroupDelivery plus(PushResult result) {
        return switch (result) {
            case TAKEN -> new GroupDelivery(taken + 1, gone, tooSlow, tooLarge, noRoom);
            case GONE -> new GroupDelivery(taken, gone + 1, tooSlow, tooLarge, noRoom);
            case TOO_SLOW -> new GroupDelivery(taken, gone, tooSlow + 1, tooLarge, noRoom);
            case TOO_LARGE -> new GroupDelivery(taken, gone, tooSlow, tooLarge + 1, noRoom);
        };
    }

    GroupDelivery plus(GroupDelivery other) {
        return new GroupDelivery(
                taken + other.taken,
                gone + other.gone,
                tooSlow + other.tooSlow,
                tooLarge + other.tooLarge,
                noRoom || other.noRoom);
    }
}
