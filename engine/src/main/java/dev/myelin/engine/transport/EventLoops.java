package dev.myelin.engine.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueEventLoopGroup;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that do all network work, shared by every transport, on the best mechanism that the platform has: epoll,
 * kqueue, else NIO. {@code -Dmyelin.transport=nio} forces NIO, {@code -Dmyelin.event.loops=N} sets the number of
 * threads (default: that of processors).
 */
public final class EventLoops implements AutoCloseable {
    private final String mechanism;
    private final EventLoopGroup group;
    private final EventLoopGroup acceptors;
    private final Class<? extends ServerChannel> serverChannel;
    private final Class<? extends SocketChannel> clientChannel;
    private final Class<? extends DatagramChannel> datagramChannel;

    /** Starts the threads of the mechanism that fits. */
    public EventLoops() {
        this(
                "nio".equalsIgnoreCase(System.getProperty("myelin.transport")),
                Integer.getInteger("myelin.event.loops", Runtime.getRuntime().availableProcessors()));
    }

    /** Starts {@code threads} threads, on NIO if {@code forceNio}. */
    public EventLoops(boolean forceNio, int threads) {
        DefaultThreadFactory names = new DefaultThreadFactory("myelin-loop");
        DefaultThreadFactory acceptorNames = new DefaultThreadFactory("myelin-accept");
        if (!forceNio && Epoll.isAvailable()) {
            mechanism = "epoll";
            group = new EpollEventLoopGroup(threads, names);
            acceptors = new EpollEventLoopGroup(1, acceptorNames);
            serverChannel = EpollServerSocketChannel.class;
            clientChannel = EpollSocketChannel.class;
            datagramChannel = EpollDatagramChannel.class;
        } else if (!forceNio && KQueue.isAvailable()) {
            mechanism = "kqueue";
            group = new KQueueEventLoopGroup(threads, names);
            acceptors = new KQueueEventLoopGroup(1, acceptorNames);
            serverChannel = KQueueServerSocketChannel.class;
            clientChannel = KQueueSocketChannel.class;
            datagramChannel = KQueueDatagramChannel.class;
        } else {
            mechanism = "nio";
            group = new NioEventLoopGroup(threads, names);
            acceptors = new NioEventLoopGroup(1, acceptorNames);
            serverChannel = NioServerSocketChannel.class;
            clientChannel = NioSocketChannel.class;
            datagramChannel = NioDatagramChannel.class;
        }
    }

    /** {@code epoll}, {@code kqueue} or {@code nio}. */
    public String mechanism() {
        return mechanism;
    }

    /** The threads that read and write. */
    public EventLoopGroup group() {
        return group;
    }

    /** The event loop that the caller runs on, else any. */
    public EventLoop nearest() {
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return (EventLoop) loop;
            }
        }
        return group.next();
    }

    /** The thread that accepts. */
    public EventLoopGroup acceptors() {
        return acceptors;
    }

    /** The channel type for listening. */
    public Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    /** The channel type for connecting. */
    public Class<? extends SocketChannel> clientChannel() {
        return clientChannel;
    }

    /** The channel type for asking name servers. */
    public Class<? extends DatagramChannel> datagramChannel() {
        return datagramChannel;
    }

    /** Ends the threads once their tasks are done, within two seconds. */
    @Override
    public void close() {
        acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
