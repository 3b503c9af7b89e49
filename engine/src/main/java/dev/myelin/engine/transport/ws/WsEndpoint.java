package dev.myelin.engine.transport.ws;

import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint of the component {@code ws}: the start of a route, or a back-end. */
final class WsEndpoint extends DefaultEndpoint {
    private static final String INBOUND = "inbound/";
    private static final String OUTFLOW = "outflow";

    private final String remaining;
    private final WsTransport transport;

    WsEndpoint(String uri, String remaining, WsComponent component, WsTransport transport) {
        super(uri, component);
        this.remaining = remaining;
        this.transport = transport;
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    @Override
    public Producer createProducer() {
        return new WsProducer(this, address(), transport.sender());
    }

    /** The address as the URI gives it, also when Camel has normalised {@code ws:host} to {@code ws://host}. */
    private String address() {
        return getEndpointUri();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        WsConsumer consumer;
        if (remaining.startsWith(INBOUND)) {
            Inbound inbound = inbound(remaining.substring(INBOUND.length()));
            consumer = new WsConsumer(
                    this,
                    processor,
                    transport.sequences(),
                    false,
                    inbound.settings().dispatch().onError(),
                    inbound::messages);
        } else if (remaining.equals(OUTFLOW)) {
            consumer = new WsConsumer(
                    this,
                    processor,
                    transport.sequences(),
                    true,
                    transport.transportFaultSequence(),
                    transport.pool()::replies);
        } else if (remaining.startsWith(OUTFLOW + "/")) {
            Inbound inbound = inbound(remaining.substring(OUTFLOW.length() + 1));
            consumer = new WsConsumer(
                    this,
                    processor,
                    transport.sequences(),
                    true,
                    inbound.settings().faultSequence(),
                    inbound::replies);
        } else {
            throw new IllegalArgumentException("from: " + getEndpointUri()
                    + " (expected: ws:inbound/NAME, ws:outflow/NAME or ws:outflow; for a server of a plain Camel route"
                    + " use vertx-websocket)");
        }
        configureConsumer(consumer);
        return consumer;
    }

    private Inbound inbound(String name) {
        return Optional.ofNullable(transport.inbound(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "from: " + getEndpointUri() + " (expected: the name of an inbound endpoint)"));
    }
}
