package dev.myelin.samples;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server that answers every request with JSON: its method, its path and its body in upper case, as in
 * {@code {"method":"POST","path":"/service","upper":"HELLO"}}. The path {@code /status/503} (any status from 200 to
 * 599) gets that status; {@code /events} takes events of WebSocket sessions ({@link SessionEvents}). Bodies of up to 16 MiB.
 */
public final class HttpBackend implements AutoCloseable {
    private static final int DEFAULT_PORT = 8083;
    private static final int MAX_BODY = 16 * 1024 * 1024;
    private static final String STATUS_PATH = "/status/";
    private static final String EVENTS_PATH = "/events";
    private static final SessionEvents EVENTS = new SessionEvents(System.out::println);
    private static final Logger LOG = LoggerFactory.getLogger(HttpBackend.class);

    private final BackendServer server;

    private HttpBackend(BackendServer server) {
        this.server = server;
    }

    /**
     * Starts one with a thread of its own.
     *
     * @param host what to bind to, such as {@code localhost}
     * @param port 0 for any free one
     * @throws java.io.UncheckedIOException when the port cannot be bound; its message names the address
     */
    public static HttpBackend start(String host, int port) {
        return new HttpBackend(
                BackendServer.bind(host, port, BackendServer.Threads.own("http-backend"), channel -> channel.pipeline()
                        .addLast(
                                new HttpServerCodec(),
                                new HttpServerKeepAliveHandler(),
                                new HttpObjectAggregator(MAX_BODY),
                                new Answer())));
    }

    /** The port that is bound. */
    public int port() {
        return server.port();
    }

    /** Ends the listener and every connection at once. */
    @Override
    public void close() {
        server.close();
    }

    /** Runs until the process ends: {@code HttpBackend [PORT]}. */
    public static void main(String[] args) {
        BackendServer.sayErrorsPlainly();
        HttpBackend backend =
                start("localhost", args.length > 0 ? BackendServer.number("PORT", args[0]) : DEFAULT_PORT);
        System.out.println("HTTP back-end ready: http://localhost:" + backend.port() + "/");
        backend.server.awaitEnd();
    }

    /** {@code text} as a JSON string. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String path = new QueryStringDecoder(request.uri()).path();
            String body = request.content().toString(StandardCharsets.UTF_8);
            if (path.equals(EVENTS_PATH)) {
                SessionEvents.Reply reply = EVENTS.answer(request.headers(), body);
                write(context, request, reply.status(), reply.json());
                return;
            }
            String json = "{\"method\":" + quoted(request.method().name()) + ",\"path\":" + quoted(path) + ",\"upper\":"
                    + quoted(body.toUpperCase(Locale.ROOT)) + "}";
            write(context, request, status(path), json);
        }

        private static void write(
                ChannelHandlerContext context, FullHttpRequest request, HttpResponseStatus status, String json) {
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(json.getBytes(StandardCharsets.UTF_8)));
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                    .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
            ChannelFuture written = context.writeAndFlush(answer);
            if (request.decoderResult().isFailure()) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }

        private static HttpResponseStatus status(String path) {
            if (path.matches(STATUS_PATH + "[2-5]\\d\\d")) {
                return HttpResponseStatus.valueOf(Integer.parseInt(path.substring(STATUS_PATH.length())));
            }
            return HttpResponseStatus.OK;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("HTTP back-end: {} lost", context.channel(), cause);
            context.close();
        }
    }
}
