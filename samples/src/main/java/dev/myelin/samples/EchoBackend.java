package dev.myelin.samples;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket server that sends every message back as it came: text or binary, in order, fragments as fragments, frames
 * of up to 16 MiB. It agrees to the first subprotocol that a client offers, answers pings and mirrors a close with its
 * code and reason. A plain HTTP request gets 426, another path 404. While a client does not read, nothing more is read
 * from it. With a key store it speaks TLS.
 */
public final class EchoBackend implements AutoCloseable {
    /** What MI's examples expect. */
    private static final int DEFAULT_PORT = 8082;

    private static final String DEFAULT_PATH = "/websocket";
    private static final Logger LOG = LoggerFactory.getLogger(EchoBackend.class);

    private final BackendServer server;

    private EchoBackend(BackendServer server) {
        this.server = server;
    }

    /**
     * Starts one with a thread of its own.
     *
     * @param host what to bind to, such as {@code localhost}
     * @param port 0 for any free one
     * @param path the one path that is served, such as {@code /websocket}
     * @throws java.io.UncheckedIOException when the port cannot be bound; its message names the address
     */
    public static EchoBackend start(String host, int port, String path) {
        return start(host, port, path, BackendServer.Threads.own("echo-backend"));
    }

    /**
     * Starts one on event loops that somebody else ends.
     *
     * @param group the event loops
     * @param channel the type of listening channel that fits them
     * @throws java.io.UncheckedIOException when the port cannot be bound; its message names the address
     */
    public static EchoBackend start(
            String host, int port, String path, EventLoopGroup group, Class<? extends ServerChannel> channel) {
        return start(host, port, path, BackendServer.Threads.shared(group, channel));
    }

    /**
     * Starts one for {@code wss://} with a thread of its own.
     *
     * @param keyStore PKCS12 or JKS, with one private key and its certificates
     * @param password of the key store and of the key
     * @throws java.io.UncheckedIOException when the port cannot be bound, or the key store cannot be used
     */
    public static EchoBackend startSecure(String host, int port, String path, Path keyStore, String password) {
        SslContext tls = BackendTls.server(keyStore, password);
        return new EchoBackend(BackendServer.bind(host, port, BackendServer.Threads.own("echo-backend"), channel -> {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
            WebSocketPipeline.build(channel.pipeline(), path, new Echo());
        }));
    }

    private static EchoBackend start(String host, int port, String path, BackendServer.Threads threads) {
        return new EchoBackend(BackendServer.bind(
                host, port, threads, channel -> WebSocketPipeline.build(channel.pipeline(), path, new Echo())));
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

    /** Runs until the process ends: {@code EchoBackend [PORT [PATH [KEYSTORE PASSWORD]]]}. */
    public static void main(String[] args) {
        BackendServer.sayErrorsPlainly();
        int port = args.length > 0 ? BackendServer.number("PORT", args[0]) : DEFAULT_PORT;
        String path = args.length > 1 ? args[1] : DEFAULT_PATH;
        boolean secure = args.length > 3;
        EchoBackend backend = secure
                ? startSecure("localhost", port, path, Path.of(args[2]), args[3])
                : start("localhost", port, path);
        System.out.println("echo back-end ready: " + (secure ? "wss" : "ws") + "://localhost:" + backend.port() + path);
        backend.server.awaitEnd();
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof WebSocketFrame) {
                context.write(message);
            } else {
                context.fireChannelRead(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("echo back-end: {} lost", context.channel(), cause);
            context.close();
        }
    }
}
