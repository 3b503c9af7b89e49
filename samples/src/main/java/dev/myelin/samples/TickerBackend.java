package dev.myelin.samples;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket server that pushes: {@code {"tick":1}}, {@code {"tick":2}} and so on, one each interval, every connection
 * with a count of its own. Each client may stop its ticks with the text message {@code unsubscribe} and have them go on
 * with {@code subscribe}. While a client does not read, no tick is made for it, so that it never misses a number.
 */
public final class TickerBackend implements AutoCloseable {
    private static final int DEFAULT_PORT = 8084;
    private static final int DEFAULT_INTERVAL = 1000;
    private static final String PATH = "/ticks";
    private static final Logger LOG = LoggerFactory.getLogger(TickerBackend.class);

    private final BackendServer server;

    private TickerBackend(BackendServer server) {
        this.server = server;
    }

    /** When a connection gets its first tick. */
    public enum Begin {
        /** One interval after the handshake. */
        CONNECT,
        /** One interval after the message {@code subscribe}. */
        SUBSCRIBE
    }

    /**
     * Starts one with a thread of its own.
     *
     * @param host what to bind to, such as {@code localhost}
     * @param port 0 for any free one
     * @param path the one path that is served
     * @param interval between two ticks
     * @param begin what starts the ticks of a connection
     * @throws java.io.UncheckedIOException when the port cannot be bound; its message names the address
     */
    public static TickerBackend start(String host, int port, String path, Duration interval, Begin begin) {
        return new TickerBackend(BackendServer.bind(
                host,
                port,
                BackendServer.Threads.own("ticker-backend"),
                channel -> WebSocketPipeline.build(channel.pipeline(), path, new Ticker(interval, begin))));
    }

    /** The port that is bound. */
    public int port() {
        return server.port();
    }

    /** Ends the listener and every connection at once, without a close frame, as a back-end that dies does. */
    @Override
    public void close() {
        server.close();
    }

    /** Runs until the process ends: {@code TickerBackend [PORT [MILLISECONDS [subscribe]]]}. */
    public static void main(String[] args) {
        BackendServer.sayErrorsPlainly();
        int port = args.length > 0 ? BackendServer.number("PORT", args[0]) : DEFAULT_PORT;
        Duration interval =
                Duration.ofMillis(args.length > 1 ? BackendServer.number("MILLISECONDS", args[1]) : DEFAULT_INTERVAL);
        Begin begin = args.length > 2 && args[2].equals("subscribe") ? Begin.SUBSCRIBE : Begin.CONNECT;
        TickerBackend backend = start("localhost", port, PATH, interval, begin);
        System.out.println("ticker back-end ready: ws://localhost:" + backend.port() + PATH);
        backend.server.awaitEnd();
    }

    private static final class Ticker extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final Duration interval;
        private final Begin begin;
        private long count;
        private @Nullable Future<?> ticks;

        Ticker(Duration interval, Begin begin) {
            this.interval = interval;
            this.begin = begin;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof HandshakeComplete && begin == Begin.CONNECT) {
                subscribe(context);
            }
            super.userEventTriggered(context, event);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                switch (text.text()) {
                    case "subscribe" -> subscribe(context);
                    case "unsubscribe" -> unsubscribe();
                    default -> LOG.debug("ticker back-end: message ignored");
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            unsubscribe();
            super.channelInactive(context);
        }

        private void subscribe(ChannelHandlerContext context) {
            if (ticks == null) {
                long nanos = interval.toNanos();
                ticks = context.executor().scheduleAtFixedRate(() -> tick(context), nanos, nanos, TimeUnit.NANOSECONDS);
            }
        }

        private void unsubscribe() {
            if (ticks != null) {
                ticks.cancel(false);
                ticks = null;
            }
        }

        private void tick(ChannelHandlerContext context) {
            if (context.channel().isWritable()) {
                count++;
                context.writeAndFlush(new TextWebSocketFrame("{\"tick\":" + count + "}"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("ticker back-end: {} lost", context.channel(), cause);
            context.close();
        }
    }
}
