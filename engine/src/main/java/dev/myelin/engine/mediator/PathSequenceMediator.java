package dev.myelin.engine.mediator;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Sequences;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code dispatch.custom.sequence=true}: the path that a client connected to chooses the sequence. {@code /chat/room1}
 * is {@code chat-room1}; when that is not deployed, the endpoint's own sequence runs. Sets {@link
 * SequenceComponent#DYNAMIC_KEY}.
 */
public final class PathSequenceMediator implements Processor {
    private final Sequences sequences;
    private final String otherwise;

    /** With the sequence for paths that name none. */
    public PathSequenceMediator(Sequences sequences, String otherwise) {
        this.sequences = sequences;
        this.otherwise = otherwise;
    }

    @Override
    public void process(Exchange exchange) {
        String path = MessageContext.text(exchange, Scope.DEFAULT, "websocket.subscriber.path");
        String name = path == null ? "" : sequenceOf(path);
        boolean deployed = !name.isEmpty() && sequences.contains(name);
        exchange.setProperty(SequenceComponent.DYNAMIC_KEY, deployed ? name : otherwise);
    }

    /** The name that a request URI stands for; the query does not count. */
    static String sequenceOf(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return (path.startsWith("/") ? path.substring(1) : path).replace('/', '-');
    }
}
