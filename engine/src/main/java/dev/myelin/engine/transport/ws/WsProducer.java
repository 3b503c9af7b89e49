package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** {@code to("ws://host/path")} of a plain Camel route: InOut waits for the reply, InOnly does not. */
final class WsProducer extends DefaultAsyncProducer {
    private final Sender sender;
    private final SendRequest request;

    WsProducer(WsEndpoint endpoint, String address, Sender sender) {
        super(endpoint);
        this.sender = sender;
        this.request = new SendRequest(
                address, SendRequest.Mode.CALL, Duration.ofSeconds(120), Optional.empty(), Optional.empty(), Map.of());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (!exchange.getPattern().isOutCapable()) {
            exchange.setProperty("OUT_ONLY", Boolean.TRUE);
        }
        return sender.send(exchange, request, callback);
    }
}
