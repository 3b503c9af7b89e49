package dev.myelin.engine.mediator;

import dev.myelin.engine.message.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <throwError/>}. */
public final class ThrowErrorMediator implements Processor {
    private final TextSource type;
    private final TextSource message;

    /** With what {@code ERROR_CODE} and {@code ERROR_MESSAGE} become. */
    public ThrowErrorMediator(TextSource type, TextSource message) {
        this.type = type;
        this.message = message;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setException(Fault.ofType(type.text(exchange), message.text(exchange)));
    }
}
