package dev.myelin.engine.transport.http;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.netty.http.DefaultNettyHttpBinding;
import org.apache.camel.component.netty.http.NettyHttpConfiguration;
import org.apache.camel.component.netty.http.NettyHttpMessage;

/** Turns a back-end's answer into a message: its bytes copied once, its headers as they are. */
final class BackendBinding extends DefaultNettyHttpBinding {
    /** Where the status is, until it becomes {@code HTTP_SC}. */
    static final String STATUS = Exchange.HTTP_RESPONSE_CODE;

    private final int maxBody;

    /** For answers of at most {@code maxBody} bytes, also without their content coding. */
    BackendBinding(int maxBody) {
        this.maxBody = maxBody;
    }

    @Override
    public Message toCamelMessage(FullHttpResponse response, Exchange exchange, NettyHttpConfiguration configuration) {
        NettyHttpMessage message = new NettyHttpMessage(exchange.getContext(), null, null);
        copy(response.headers(), message.getHeaders());
        message.setHeader(STATUS, response.status().code());
        message.setBody(Bodies.received(response.content(), response.headers(), maxBody));
        return message;
    }

    private static void copy(HttpHeaders from, Map<String, Object> to) {
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!Headers.isInternal(name) && !to.containsKey(name)) {
                List<String> values = from.getAll(name);
                to.put(name, values.size() == 1 ? values.get(0) : values);
            }
        }
    }
}
