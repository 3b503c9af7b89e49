package dev.myelin.engine.mediator.session;

import dev.myelin.engine.mediator.TextSource;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <leave/>}. */
public final class LeaveMediator extends AsyncProcessorSupport {
    private final TextSource group;

    /** With the name of the group. */
    public LeaveMediator(TextSource group) {
        this.group = group;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return OwnSession.run(exchange, "leave", OwnSession.AtEnd.FINE, callback, (owned, result) -> owned.registry()
                .leave(owned.session(), group.text(exchange), result));
    }
}
