package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** An endpoint of the component {@code ws}: the start of a route, or a back-end. */
final class WsEndpoint extends DefaultEndpoint {
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
        WsConsumer consumer = consumer(processor);
        configureConsumer(consumer);
        return consumer;
    }

    private WsConsumer consumer(Processor processor) {
        if (remaining.equals(OUTFLOW)) {
            return new WsConsumer(
                    this,
                    processor,
                    transport.sequences(),
                    true,
                    transport.transportFaultSequence(),
                    transport.pool()::replies);
        }
        int slash = remaining.indexOf('/');
        String kind = remaining.substring(0, Math.max(slash, 0));
        return switch (kind) {
            case "inbound" -> ofClients(processor, inbound(slash), Inbound::messages);
            case "connect" -> ofClients(processor, inbound(slash), Inbound::connects);
            case "disconnect" -> ofClients(processor, inbound(slash), Inbound::disconnects);
            case OUTFLOW -> {
                Inbound inbound = inbound(slash);
                yield new WsConsumer(
                        this,
                        processor,
                        transport.sequences(),
                        true,
                        inbound.settings().faultSequence(),
                        inbound::replies);
            }
            default ->
                throw new IllegalArgumentException("from: " + getEndpointUri()
                        + " (expected: ws:inbound/NAME, ws:connect/NAME, ws:disconnect/NAME, ws:outflow/NAME or"
                        + " ws:outflow; for a server of a plain Camel route use vertx-websocket)");
        };
    }

    private WsConsumer ofClients(
            Processor processor, Inbound inbound, BiConsumer<Inbound, @Nullable WsConsumer> registration) {
        return new WsConsumer(
                this,
                processor,
                transport.sequences(),
                false,
                inbound.settings().dispatch().onError(),
                consumer -> registration.accept(inbound, consumer));
    }

    /** Names of artefacts are percent-encoded in URIs, which Camel leaves to this component to decode. */
    private Inbound inbound(int slash) {
        return inbound(QueryStringDecoder.decodeComponent(remaining.substring(slash + 1)));
    }

    private Inbound inbound(String name) {
        return Optional.ofNullable(transport.inbound(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "from: " + getEndpointUri() + " (expected: the name of an inbound endpoint)"));
    }
}
