package dev.myelin.engine.mediator.session;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.session.MarkResult;
import dev.myelin.engine.session.SessionMarks;
import dev.myelin.engine.session.SessionOwned;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** The session that a message belongs to, for mediators that say something of it. */
final class OwnSession {
    private OwnSession() {}

    /** What a mediator wishes of the session; told of the outcome on the session's own thread. */
    @FunctionalInterface
    interface Wish {
        void of(SessionOwned owned, Consumer<MarkResult> result);
    }

    /** Whether a session that is about to end is as good as one for which the wish came true. */
    enum AtEnd {
        FINE,
        FAULT
    }

    /**
     * Runs a mediator's wish; a message without a session, and a wish that cannot come true, are faults.
     *
     * @param what the mediator with what it concerns, for the message of the fault
     */
    static boolean run(Exchange exchange, String what, AtEnd atEnd, AsyncCallback callback, Wish wish) {
        try {
            SessionOwned owned = owned(exchange, what);
            boolean sync = owned.session().eventLoop().inEventLoop();
            wish.of(owned, result -> {
                if (result == MarkResult.TOO_MANY || result == MarkResult.GONE && atEnd == AtEnd.FAULT) {
                    exchange.setException(fault(what, owned, result));
                }
                callback.done(sync);
            });
            return sync;
        } catch (IllegalArgumentException unsound) {
            return failed(exchange, Fault.of(ErrorCode.MEDIATION, String.valueOf(unsound.getMessage())), callback);
        } catch (RuntimeException failure) {
            return failed(exchange, failure, callback);
        }
    }

    private static boolean failed(Exchange exchange, RuntimeException failure, AsyncCallback callback) {
        exchange.setException(failure);
        callback.done(true);
        return true;
    }

    private static SessionOwned owned(Exchange exchange, String what) {
        if (MessageContext.of(exchange).source() instanceof SessionOwned owned) {
            return owned;
        }
        throw Fault.of(
                ErrorCode.MEDIATION,
                what
                        + ": the message belongs to no WebSocket session (expected: a message of an inbound endpoint ws, wss,"
                        + " httpws or httpswss)");
    }

    private static Fault fault(String what, SessionOwned owned, MarkResult result) {
        if (result == MarkResult.GONE) {
            return Fault.of(
                    ErrorCode.CONNECTION_GONE,
                    what + ": connection " + owned.session().id() + " is closing");
        }
        return Fault.of(
                ErrorCode.MEDIATION,
                what + ": one too many (expected: at most " + SessionMarks.MAX_GROUPS + " groups and "
                        + SessionMarks.MAX_LABELS + " labels for a session)");
    }
}
