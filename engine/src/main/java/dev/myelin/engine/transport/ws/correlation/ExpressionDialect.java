package dev.myelin.engine.transport.ws.correlation;

import dev.myelin.engine.message.Correlation;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import java.util.List;
import org.apache.camel.Exchange;

/** By what two expressions yield: callers keep their own keys, and two of the same key never share a connection at a time. */
final class ExpressionDialect implements Dialect {
    private final Correlation.ByExpression correlation;

    ExpressionDialect(Correlation.ByExpression correlation) {
        this.correlation = correlation;
    }

    @Override
    public Request request(Exchange exchange, byte[] content) {
        String key;
        try {
            key = correlation.request().of(exchange);
        } catch (Fault fault) {
            throw fault.withHttpStatus(400);
        }
        if (key.isEmpty() || key.length() > Request.MAX_ID) {
            String found = key.isEmpty() ? "nothing" : key.length() + " characters";
            throw Request.wrong(Correlation.REQUEST + ": " + found + " (expected: a key of at most " + Request.MAX_ID
                    + " characters in the request)");
        }
        return new Request(key, List.of(), first -> content);
    }

    @Override
    public Incoming read(Exchange probe, byte[] content, boolean text, String contentType) {
        Payload payload =
                Incoming.frame(content, text, contentType.isEmpty() ? correlation.contentType() : contentType);
        probe.getMessage().setBody(payload);
        try {
            String key = correlation.reply().of(probe);
            return key.isEmpty() ? Incoming.Sign.UNASKED : new Keyed(List.of(key), payload);
        } catch (RuntimeException notWhatTheExpressionReads) {
            return Incoming.Sign.UNASKED;
        } finally {
            probe.getMessage().setBody(null);
        }
    }

    /** It goes as it came, with the views that the expression has made of it. */
    private record Keyed(List<String> keys, Payload payload) implements Incoming.Reply {
        @Override
        public Payload answer(List<byte[]> ids, long first) {
            return payload;
        }
    }
}
