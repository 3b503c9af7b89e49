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
import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Sends to {@code local://services/NAME}: a proxy of this engine, without the network between. */
final class LocalSender implements Sender {
    private static final Pattern ADDRESS =
            Pattern.compile("local:/*+(?:[^/]+/)??(?:axis2)?services/([^/?]+)(.*)", Pattern.CASE_INSENSITIVE);
    private static final int MAX_DEPTH = 64;
    private static final int UNAVAILABLE = 503;

    private final CamelContext context;
    private final ProxyTable proxies;
    private final Sequences sequences;

    LocalSender(CamelContext context, ProxyTable proxies, Sequences sequences) {
        this.context = context;
        this.proxies = proxies;
        this.sequences = sequences;
    }

    @Override
    public boolean send(Exchange exchange, SendRequest request, AsyncCallback callback) {
        Exchange call;
        AsyncProcessor route;
        LocalSource source;
        try {
            Matcher address = ADDRESS.matcher(request.address());
            if (!address.matches()) {
                String text = "address: " + request.address() + " (expected: local://services/NAME)";
                throw Fault.of(ErrorCode.SENDER_IO_SENDING, text);
            }
            ProxySettings proxy = proxy(address.group(1));
            route = route(proxy);
            source = source(exchange, request, proxy, address.group(2));
            call = call(exchange, source);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        route.process(call, doneSync -> finish(exchange, call, source, request, callback));
        return false;
    }

    private ProxySettings proxy(String name) {
        ProxySettings proxy = proxies.settings(name);
        if (proxy == null) {
            throw unavailable("local: proxy " + name + " is not there");
        }
        return proxy;
    }

    private AsyncProcessor route(ProxySettings proxy) {
        AsyncProcessor route = proxy.startOnLoad() ? proxies.route(proxy.name()) : null;
        if (route == null) {
            throw unavailable("local: proxy " + proxy.name() + " does not run");
        }
        return route;
    }

    private static Fault unavailable(String text) {
        return Fault.of(ErrorCode.CONNECTION_FAILED, text).withHttpStatus(UNAVAILABLE);
    }

    private static LocalSource source(Exchange exchange, SendRequest request, ProxySettings proxy, String rest) {
        Payload payload = Payload.of(exchange);
        String method = request.properties().get(SendRequest.METHOD);
        String own = method == null ? MessageContext.text(exchange, Scope.AXIS2, "HTTP_METHOD") : method;
        return new LocalSource(new LocalSource.Call(
                proxy,
                "/services/" + proxy.name() + rest,
                own == null ? "POST" : own,
                payload.contentType(),
                request.timeout(),
                MessageContext.of(exchange).source()));
    }

    private Exchange call(Exchange exchange, LocalSource source) {
        Exchange call = new DefaultExchange(context, ExchangePattern.InOut);
        int depth = MessageContext.attachBelow(call, source, MessageContext.of(exchange));
        if (depth > MAX_DEPTH) {
            throw Fault.of(
                    ErrorCode.MEDIATION, "local: proxies that send to each other more than " + MAX_DEPTH + " deep");
        }
        if (exchange.getMessage().hasHeaders()) {
            call.getMessage().setHeaders(new HashMap<>(exchange.getMessage().getHeaders()));
        }
        Payload payload = Payload.of(exchange);
        Payload kept = payload.isFrame() ? payload.detached() : payload;
        call.getMessage().setBody(kept.as(kept.contentType()));
        return call;
    }

    private void finish(
            Exchange exchange, Exchange call, LocalSource source, SendRequest request, AsyncCallback callback) {
        LocalSource.Reply reply = source.reply();
        Fault fault = reply == null ? Answers.faultOf(call) : null;
        if (fault != null) {
            exchange.setException(fault);
            callback.done(false);
        } else if (MessageContext.isTrueAnywhere(exchange, "OUT_ONLY") && request.mode() == SendRequest.Mode.SEND) {
            callback.done(false);
        } else if (request.mode() == SendRequest.Mode.CALL) {
            MessageContext.of(exchange).markResponse();
            fill(exchange, reply);
            callback.done(false);
        } else if (reply == null) {
            callback.done(false);
        } else {
            Optional<String> sequence = request.receive()
                    .or(() -> MessageContext.of(exchange).source().replySequence());
            Replies.run(exchange, made -> fill(made, reply), sequence, sequences, doneSync -> callback.done(false));
        }
    }

    /** A proxy that answers nothing has taken the message: 202, as over HTTP. */
    private static void fill(Exchange exchange, LocalSource.@Nullable Reply reply) {
        Payload payload = reply == null ? Payload.empty() : reply.payload();
        exchange.getMessage().setHeaders(reply == null ? new HashMap<>() : new HashMap<>(reply.headers()));
        exchange.getMessage().setBody(payload);
        MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", reply == null ? 202 : reply.status());
        String type = payload.contentType();
        if (type.isEmpty()) {
            MessageContext.remove(exchange, Scope.AXIS2, "messageType");
            MessageContext.remove(exchange, Scope.AXIS2, "ContentType");
        } else {
            MessageContext.set(exchange, Scope.AXIS2, "messageType", Headers.mediaType(type));
            MessageContext.set(exchange, Scope.AXIS2, "ContentType", type);
        }
    }
}
