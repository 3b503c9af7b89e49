package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.limits.Denial;
import dev.myelin.engine.transport.ws.limits.Gate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP answer in place of a 101, after which the connection ends.
 *
 * @param status the status code
 * @param headers besides those of the body
 * @param body may be empty
 * @param contentType of the body
 */
record HttpReply(int status, HttpHeaders headers, byte[] body, String contentType) {

    private static final long LINGER_MILLIS = 1000;

    /** An answer that says {@code text}. */
    static HttpReply of(int status, String text) {
        byte[] body = text.isEmpty() ? new byte[0] : (text + "\n").getBytes(StandardCharsets.UTF_8);
        return new HttpReply(status, new DefaultHttpHeaders(), body, "text/plain; charset=utf-8");
    }

    /** The answer to a client that is not let in. */
    static HttpReply of(Denial denial, Gate gate) {
        String text = denial.status() == 429 ? "too many connections or handshakes" : "no more connections are taken";
        return of(denial.status(), text).with(HttpHeaderNames.RETRY_AFTER, gate.retryAfter(denial));
    }

    /** The same with a header more. */
    HttpReply with(CharSequence name, String value) {
        headers.set(name, value);
        return this;
    }

    /**
     * Writes it and ends the connection: what the client still sends is thrown away for a moment, so that a reset does
     * not overtake the answer.
     */
    void writeTo(Channel channel) {
        ByteBuf content = Unpooled.wrappedBuffer(body);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        response.headers().set(headers);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        if (body.length > 0) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
        channel.config().setAutoRead(true);
        channel.writeAndFlush(response).addListener(done -> end(channel));
    }

    private static void end(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            TlsConnections.shutdownOutput(duplex).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            var timer = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(gone -> timer.cancel(false));
        } else {
            channel.close();
        }
    }
}
