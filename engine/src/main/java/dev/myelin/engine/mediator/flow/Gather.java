package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.message.Payload;
import java.util.List;
import org.apache.camel.Exchange;

/** How several messages are put together. */
public interface Gather {
    /** What is taken of one. */
    Object take(Exchange exchange);

    /** The payload made of what was taken; {@code first} is the message that it goes into. */
    Payload merge(Exchange first, List<Object> contents);
}
