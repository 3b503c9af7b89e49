package dev.myelin.engine.transport.ws;

import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The Camel component {@code ws} and {@code wss}. To routes: {@code ws:inbound/NAME} starts with the messages of the
 * clients of an inbound endpoint, {@code ws:connect/NAME} and {@code ws:disconnect/NAME} with their handshakes and ends where
 * these have sequences of their own, {@code ws:outflow/NAME} with messages of its back-ends, {@code ws:outflow} with frames of
 * back-end connections that serve HTTP callers. As a target, {@code ws://host:port/path} is a back-end.
 */
public final class WsComponent extends DefaultComponent {
    private final WsTransport transport;

    /** Makes the component of {@code transport}. */
    public WsComponent(WsTransport transport) {
        this.transport = transport;
    }

    /** The ids of the routes that an inbound endpoint may have. */
    public static List<String> routesOf(String inbound) {
        return List.of(
                "ws:inbound/" + inbound, "ws:connect/" + inbound, "ws:disconnect/" + inbound, "ws:outflow/" + inbound);
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
