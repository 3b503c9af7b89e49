package dev.myelin.engine.message;

/** The HTTP status of a fault. */
public final class FaultStatus {
    private FaultStatus() {}

    /** SEMANTICS 12. */
    public static int httpStatus(Fault fault) {
        return fault.httpStatus().orElseGet(() -> switch (fault.code()) {
            case 101504, 101508 -> 504;
            case 101503, 101505, 101506, 101507 -> 503;
            default -> fault.code() / 100 == 3030 ? 503 : 500;
        });
    }
}
