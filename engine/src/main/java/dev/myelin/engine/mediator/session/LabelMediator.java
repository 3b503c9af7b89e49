package dev.myelin.engine.mediator.session;

import dev.myelin.engine.mediator.TextSource;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <label/>}. */
public final class LabelMediator extends AsyncProcessorSupport {
    private final TextSource name;
    private final TextSource value;

    /** With the name, and the value: an empty one takes the label away. */
    public LabelMediator(TextSource name, TextSource value) {
        this.name = name;
        this.value = value;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return OwnSession.run(exchange, "label", OwnSession.AtEnd.FAULT, callback, (owned, result) -> {
            Optional<String> text = Optional.of(value.text(exchange)).filter(given -> !given.isEmpty());
            owned.registry().label(owned.session(), name.text(exchange), text, result);
        });
    }
}
