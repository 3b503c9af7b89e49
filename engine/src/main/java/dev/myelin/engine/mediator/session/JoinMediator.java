package dev.myelin.engine.mediator.session;

import dev.myelin.engine.mediator.TextSource;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <join/>}. */
public final class JoinMediator extends AsyncProcessorSupport {
    private final TextSource group;

    /** With the name of the group. */
    public JoinMediator(TextSource group) {
        this.group = group;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return OwnSession.run(exchange, "join", OwnSession.AtEnd.FAULT, callback, (owned, result) -> owned.registry()
                .join(owned.session(), group.text(exchange), result));
    }
}
