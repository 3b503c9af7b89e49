package dev.myelin.engine.transport.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * A request as Camel message. Its headers become a Camel map only when somebody changes or lists them; most messages
 * are never asked. Headers that a caller must not set ({@code Camel...}) are left out.
 */
final class RequestMessage extends DefaultMessage {
    private final HttpHeaders received;

    RequestMessage(CamelContext context, HttpHeaders received) {
        super(context);
        this.received = received;
    }

    /** Whether the headers may differ from those that were received. */
    boolean hasOwnHeaders() {
        return hasPopulatedHeaders();
    }

    @Override
    public @Nullable Object getHeader(String name) {
        return hasPopulatedHeaders() ? super.getHeader(name) : value(name);
    }

    @Override
    public boolean hasHeaders() {
        return hasPopulatedHeaders() ? super.hasHeaders() : !received.isEmpty();
    }

    @Override
    protected void populateInitialHeaders(Map<String, Object> map) {
        for (Map.Entry<String, String> header : received) {
            String name = header.getKey();
            if (map.containsKey(name)) {
                continue;
            }
            Object value = value(name);
            if (value != null) {
                map.put(name, value);
            }
        }
    }

    @Override
    protected boolean isPopulateHeadersSupported() {
        return true;
    }

    @Override
    public DefaultMessage newInstance() {
        return new DefaultMessage(getCamelContext());
    }

    private @Nullable Object value(String name) {
        String first = received.get(name);
        if (first == null || Headers.isInternal(name)) {
            return null;
        }
        List<String> all = received.getAll(name);
        return all.size() == 1 ? first : all;
    }
}
