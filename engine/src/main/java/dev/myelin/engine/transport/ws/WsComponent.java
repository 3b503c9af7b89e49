package dev.myelin.engine.transport.ws;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The Camel component {@code ws} and {@code wss}. To routes: {@code ws:inbound/NAME} starts with the messages of the
 * clients of an inbound endpoint, {@code ws:outflow/NAME} with those of its back-ends, {@code ws:outflow} with frames of
 * back-end connections that serve HTTP callers. As a target, {@code ws://host:port/path} is a back-end.
 */
public final class WsComponent extends DefaultComponent {
    private final WsTransport transport;

    /** Makes the component of {@code transport}. */
    public WsComponent(WsTransport transport) {
        this.transport = transport;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new WsEndpoint(uri, remaining, this, transport);
    }

    @Override
    public boolean useRawUri() {
        return true;
    }
}
