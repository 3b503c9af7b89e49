package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Replies;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.Sequences;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.component.netty.NettyConstants;
import org.apache.camel.component.netty.http.NettyHttpMessage;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends to {@code http} and {@code https} back-ends over kept connections, without ever waiting in a thread. */
final class HttpSender implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSender.class);

    private final CamelContext context;
    private final Backends backends;
    private final Sequences sequences;
    private final LongAdder ignoredReplies;

    HttpSender(CamelContext context, Backends backends, Sequences sequences, LongAdder ignoredReplies) {
        this.context = context;
        this.backends = backends;
        this.sequences = sequences;
        this.ignoredReplies = ignoredReplies;
    }

    @Override
    public boolean send(Exchange exchange, SendRequest request, AsyncCallback callback) {
        BackendProducer producer;
        Exchange call;
        try {
            Target target = backends.target(request.address());
            if (backends.waits(target, () -> send(exchange, request, callback))) {
                return false;
            }
            producer = backends.producer(target);
            call = call(OutgoingRequest.of(exchange, target, request.properties()), request);
        } catch (RuntimeException e) {
            exchange.setException(e instanceof Fault ? e : SendFailure.of(e, request.address()));
            callback.done(true);
            return true;
        }
        producer.process(call, doneSync -> received(exchange, call, request, callback));
        return false;
    }

    private Exchange call(FullHttpRequest content, SendRequest request) {
        Exchange call = new DefaultExchange(context, ExchangePattern.InOnly);
        Message message = new NettyHttpMessage(context, null, null);
        message.setBody(content);
        message.setHeader(
                NettyConstants.NETTY_REQUEST_TIMEOUT,
                Math.max(1, request.timeout().toMillis()));
        call.setIn(message);
        return call;
    }

    private void received(Exchange exchange, Exchange call, SendRequest request, AsyncCallback callback) {
        if (call.getException() != null) {
            exchange.setException(SendFailure.of(call.getException(), request.address()));
            callback.done(false);
            return;
        }
        Message reply = call.getIn();
        int status = reply.getHeader(BackendBinding.STATUS, 0, Integer.class);
        if (!request.check().takes(status, reply)) {
            String text = request.address() + " answered " + status;
            exchange.setException(Fault.of(ErrorCode.SENDER_IO_RECEIVING, text));
            callback.done(false);
            return;
        }
        if (MessageContext.isTrueAnywhere(exchange, "OUT_ONLY")) {
            ignoredReplies.increment();
            LOG.debug("{}: OUT_ONLY, its answer is not used", request.address());
            callback.done(false);
        } else if (request.mode() == SendRequest.Mode.CALL) {
            MessageContext.of(exchange).markResponse();
            fill(exchange, reply);
            callback.done(false);
        } else {
            Optional<String> sequence = request.receive()
                    .or(() -> MessageContext.of(exchange).source().replySequence());
            Replies.run(exchange, made -> fill(made, reply), sequence, sequences, doneSync -> callback.done(false));
        }
    }

    private static void fill(Exchange exchange, Message reply) {
        Object status = reply.removeHeader(BackendBinding.STATUS);
        exchange.setMessage(reply);
        MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", status);
        MessageContext.remove(exchange, Scope.AXIS2, "NO_ENTITY_BODY");
        String type = Payload.of(exchange).contentType();
        if (type.isEmpty()) {
            MessageContext.remove(exchange, Scope.AXIS2, "messageType");
            MessageContext.remove(exchange, Scope.AXIS2, "ContentType");
        } else {
            MessageContext.set(exchange, Scope.AXIS2, "messageType", Headers.mediaType(type));
            MessageContext.set(exchange, Scope.AXIS2, "ContentType", type);
        }
    }
}
