package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.message.Payload;
import org.apache.camel.Exchange;

/** How a message is taken to pieces. */
@FunctionalInterface
public interface Split {
    /** What there is in the message. */
    Pieces of(Exchange exchange);

    /** What was found; each piece is made when it is asked for. */
    interface Pieces {
        /** How many. */
        int count();

        /** The payload of one, from 0. */
        Payload payload(int index);
    }
}
