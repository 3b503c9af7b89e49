package dev.myelin.engine.transport.ws.correlation;

import dev.myelin.engine.message.JsonReason;
import dev.myelin.engine.message.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** JSON-RPC: callers' ids are replaced by numbers of the connection, and put back into the reply. */
final class JsonRpcDialect implements Dialect {
    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public Request request(Exchange exchange, byte[] content) {
        byte[] json = Request.utf8(content);
        RpcMessage message;
        try {
            message = RpcMessage.of(json);
        } catch (IOException broken) {
            throw Request.wrong("The request is not JSON-RPC: " + JsonReason.of(broken));
        }
        if (message.isEmptyBatch()) {
            throw Request.wrong("The request is an empty batch (expected: at least one message)");
        }
        if (!message.isRequest()) {
            // Notifications, or what a caller answers to the back-end: nobody replies.
            return Request.oneWay(json);
        }
        if (message.isReply() || message.hasWrongId() || message.longestId() > Request.MAX_ID) {
            throw Request.wrong("The request is not JSON-RPC: (expected: ids of at most " + Request.MAX_ID
                    + " bytes, each a text, a number or null, and requests only)");
        }
        if (message.ids() > Request.MAX_BATCH) {
            throw Request.wrong("The request is a batch of " + message.ids() + " (expected: at most "
                    + Request.MAX_BATCH + " requests)");
        }
        List<byte[]> ids = new ArrayList<>(message.ids());
        for (int i = 0; i < message.ids(); i++) {
            ids.add(message.id(i));
        }
        return new Request(null, ids, first -> message.with(i -> message.numbered(i, first + i)));
    }

    @Override
    public Incoming read(Exchange probe, byte[] content, boolean text, String contentType) {
        try {
            RpcMessage message = RpcMessage.of(content);
            return message.isRequest() || !message.isReply() || message.ids() == 0
                    ? Incoming.Sign.UNASKED
                    : new Answer(message, text, contentType.isEmpty() ? JSON : contentType);
        } catch (IOException notJson) {
            return Incoming.Sign.UNASKED;
        }
    }

    private record Answer(RpcMessage message, boolean text, String contentType) implements Incoming.Reply {
        @Override
        public List<Long> keys() {
            if (message.ids() == 1) {
                return List.of(message.number(0));
            }
            List<Long> keys = new ArrayList<>(message.ids());
            for (int i = 0; i < message.ids(); i++) {
                keys.add(message.number(i));
            }
            return keys;
        }

        @Override
        public Payload answer(List<byte[]> ids, long first) {
            byte[] restored = message.with(i -> {
                long index = message.number(i) - first;
                return index >= 0 && index < ids.size() ? ids.get((int) index) : null;
            });
            return Incoming.frame(restored, text, contentType);
        }
    }
}
