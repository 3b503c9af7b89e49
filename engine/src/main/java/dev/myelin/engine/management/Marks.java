package dev.myelin.engine.management;

import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.MarkResult;
import dev.myelin.engine.session.SessionMarks;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How wishes about groups and labels are answered. */
final class Marks {
    private Marks() {}

    /** Answers 204 when the wish came true. */
    static Consumer<MarkResult> answer(LiveSession session, Consumer<Reply> reply) {
        return result -> reply.accept(outcome(result, session.id()));
    }

    private static Reply outcome(MarkResult result, String id) {
        return switch (result) {
            case DONE -> Reply.done();
            case GONE -> new Problem(HttpResponseStatus.GONE, "connection " + id + " is closing").reply();
            case TOO_MANY ->
                new Problem(
                                HttpResponseStatus.CONFLICT,
                                "connection " + id + " has as many as it may (expected: at most "
                                        + SessionMarks.MAX_GROUPS + " groups and " + SessionMarks.MAX_LABELS
                                        + " labels)")
                        .reply();
        };
    }

    /** What {@code named} yields; a problem when a name in it is not sound. */
    static <T> T sound(Supplier<T> named) {
        try {
            return named.get();
        } catch (IllegalArgumentException unsound) {
            throw Problem.badRequest(String.valueOf(unsound.getMessage()));
        }
    }
}
