package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.netty.handlers.ServerChannelHandler;
import org.apache.camel.component.netty.http.NettyHttpConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns each request of one connection into an exchange through the listener's route, and writes its answer. In place of
 * camel-netty-http's own handlers, which match paths, fill two dozen headers and copy the body for every request.
 */
final class RequestHandler extends ServerChannelHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final NettyHttpConsumer consumer;
    private final HttpListener listener;
    private final WebSocketPaths paths;

    RequestHandler(NettyHttpConsumer consumer, HttpListener listener, WebSocketPaths paths) {
        super(consumer);
        this.consumer = consumer;
        this.listener = listener;
        this.paths = paths;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Object message) {
        FullHttpRequest request = (FullHttpRequest) message;
        Payload payload = Bodies.received(request.content(), request.headers(), listener.maxBody());
        HttpSource source = new HttpSource(ctx.channel(), request, payload, new HttpSource.Port(listener, paths));
        Exchange exchange = consumer.createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        RequestMessage in = new RequestMessage(exchange.getContext(), request.headers());
        in.setBody(source.payload());
        exchange.setIn(in);
        MessageContext.attach(exchange, source);
        run(ctx.channel(), exchange, source);
    }

    private void run(Channel channel, Exchange exchange, HttpSource source) {
        try {
            consumer.createUoW(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            channel.writeAndFlush(source.finished(answer(exchange, source)));
            return;
        }
        consumer.getAsyncProcessor().process(exchange, doneSync -> {
            try {
                channel.writeAndFlush(source.finished(answer(exchange, source)));
            } finally {
                consumer.doneUoW(exchange);
                consumer.releaseExchange(exchange, false);
            }
        });
    }

    private static FullHttpResponse answer(Exchange exchange, HttpSource source) {
        FullHttpResponse reply = source.end();
        if (reply != null) {
            return reply;
        }
        Fault fault = Answers.faultOf(exchange);
        if (fault == null) {
            return Answers.accepted();
        }
        if (exchange.getException() != null) {
            LOG.warn("{}: {} {}", source.uri(), fault.code(), fault.message());
        }
        return Answers.fault(exchange, source, fault);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (TlsConnections.isTlsFailure(cause)) {
            listener.tlsFailed(ctx.channel(), cause);
        } else if (cause instanceof IOException) {
            LOG.debug("{}: connection lost", ctx.channel(), cause);
        } else {
            LOG.warn("{}: closed after a failure of the engine", ctx.channel(), cause);
        }
        ctx.close();
    }
}
