package dev.myelin.samples;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A bound port with its open connections: what every sample back-end stands on. */
final class BackendServer implements AutoCloseable {
    private final Channel listener;
    private final ChannelGroup connections;
    private final Threads threads;

    private BackendServer(Channel listener, ChannelGroup connections, Threads threads) {
        this.listener = listener;
        this.connections = connections;
        this.threads = threads;
    }

    /**
     * Who does the work.
     *
     * @param group the event loops
     * @param channel the type of listening channel that fits them
     * @param owned whether they end with the server
     */
    record Threads(EventLoopGroup group, Class<? extends ServerChannel> channel, boolean owned) {
        /** One thread of the server's own. */
        static Threads own(String name) {
            NioEventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory(name, true));
            return new Threads(group, NioServerSocketChannel.class, true);
        }

        /** Threads that somebody else ends. */
        static Threads shared(EventLoopGroup group, Class<? extends ServerChannel> channel) {
            return new Threads(group, channel, false);
        }

        void end() {
            if (owned) {
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            }
        }
    }

    /**
     * Binds.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException when the port cannot be bound, with a message for the user
     */
    static BackendServer bind(String host, int port, Threads threads, Consumer<SocketChannel> pipeline) {
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        var bound = new ServerBootstrap()
                .group(threads.group())
                .channel(threads.channel())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        pipeline.accept(channel);
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            return new BackendServer(bound.channel(), connections, threads);
        }
        threads.end();
        throw cannotBind(host, port, bound.cause());
    }

    private static UncheckedIOException cannotBind(String host, int port, Throwable cause) {
        String reason = cause instanceof BindException ? "in use, or not an address of this machine" : cause.toString();
        BindException clear = new BindException("cannot listen on " + host + ":" + port + ": " + reason);
        clear.initCause(cause);
        return new UncheckedIOException(clear.getMessage(), clear);
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** For the {@code main} methods: the argument {@code name}. */
    static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": " + text + " (expected: a number)", e);
        }
    }

    /** For the {@code main} methods: what ends the process, such as a port in use, is one line instead of a trace. */
    static void sayErrorsPlainly() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            System.err.println(failure.getMessage());
            System.exit(1);
        });
    }

    /** Waits until somebody closes the listener: for the {@code main} methods. */
    void awaitEnd() {
        listener.closeFuture().awaitUninterruptibly();
    }

    /** Ends the listener and every connection, at once: a client sees the connection lost. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        threads.end();
    }
}
