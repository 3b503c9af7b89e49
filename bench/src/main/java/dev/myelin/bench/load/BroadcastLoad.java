package dev.myelin.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Members of one group and one sender: how long after its sending each member gets each message. All on one event loop, so
 * that the clock of both is the same and what is measured has the reading of all members in it.
 */
@CommandLine.Command(name = "BroadcastLoad", mixinStandardHelpOptions = true)
public final class BroadcastLoad implements Callable<Integer> {
    private static final long WAIT_SECONDS = 120;
    private static final long MAX_LATENCY = 600_000_000_000L;
    private static final int CONNECTING = 100;
    private static final int LENGTH_16 = 126;
    private static final int MASKED = 0x80;
    private static final int FIN_BINARY = 0x82;
    private static final int MIN_16 = 126;
    private static final int MAX_16 = 0xFFFF;
    private static final int HEADER = 4;

    @Option(names = "--port", required = true, description = "of the inbound endpoint")
    private int port;

    @Option(names = "--members", defaultValue = "9500", description = "connections in the group; ${DEFAULT-VALUE}")
    private int members;

    @Option(names = "--messages", defaultValue = "30", description = "messages that are measured; ${DEFAULT-VALUE}")
    private int messages;

    @Option(names = "--warmup", defaultValue = "20", description = "messages before them; ${DEFAULT-VALUE}")
    private int warmup;

    @Option(names = "--bytes", defaultValue = "1024", description = "of a message, 126 to 65535; ${DEFAULT-VALUE}")
    private int bytes;

    @Option(names = "--pause", defaultValue = "1000", description = "milliseconds between messages; ${DEFAULT-VALUE}")
    private long pause;

    @Option(names = "--limit", defaultValue = "500", description = "of the 99th percentile, in ms; ${DEFAULT-VALUE}")
    private long limit;

    private final Histogram latency = new Histogram(MAX_LATENCY, 3);
    private final Histogram last = new Histogram(MAX_LATENCY, 3);
    private volatile CountDownLatch awaited = new CountDownLatch(0);
    private volatile boolean measured;
    private final AtomicInteger lost = new AtomicInteger();

    /** Exit status 1 when something was lost or the limit is missed; 2 for wrong options. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BroadcastLoad()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (bytes < MIN_16 || bytes > MAX_16) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--bytes: " + bytes + " (expected: 126 to 65535)");
        }
        EventLoopGroup loop = RelayLoad.newLoop();
        try {
            connect(loop);
            Channel sender = open(loop, "/sender", new CountDownLatch(1), new Semaphore(1));
            broadcast(sender, warmup);
            measured = true;
            broadcast(sender, messages);
            return report();
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private void connect(EventLoopGroup loop) throws InterruptedException {
        CountDownLatch opened = new CountDownLatch(members);
        Semaphore connecting = new Semaphore(CONNECTING);
        for (int i = 0; i < members; i++) {
            connecting.acquire();
            open(loop, "/member", opened, connecting);
        }
        if (!opened.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(opened.getCount() + " members did not get their 101");
        }
    }

    private Channel open(EventLoopGroup loop, String path, CountDownLatch opened, Semaphore connecting)
            throws InterruptedException {
        Member member = new Member(path, opened, connecting);
        Channel channel = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline().addLast(member);
                    }
                })
                .connect("127.0.0.1", port)
                .sync()
                .channel();
        if (path.equals("/sender") && !opened.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the sender did not get its 101");
        }
        return channel;
    }

    private void broadcast(Channel sender, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            CountDownLatch all = new CountDownLatch(members);
            awaited = all;
            long begun = System.nanoTime();
            sender.writeAndFlush(message(sender));
            if (!all.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
                lost.addAndGet((int) all.getCount());
            }
            long taken = System.nanoTime() - begun;
            if (measured) {
                last.recordValue(Math.min(taken, MAX_LATENCY));
            }
            TimeUnit.MILLISECONDS.sleep(Math.max(0, pause - TimeUnit.NANOSECONDS.toMillis(taken)));
        }
    }

    /** The time stands at the beginning; the mask is zero. */
    private ByteBuf message(Channel sender) {
        ByteBuf frame = sender.alloc().directBuffer(bytes + HEADER + Integer.BYTES);
        frame.writeByte(FIN_BINARY)
                .writeByte(MASKED | LENGTH_16)
                .writeShort(bytes)
                .writeInt(0);
        frame.writeLong(System.nanoTime()).writeZero(bytes - Long.BYTES);
        return frame;
    }

    private int report() {
        double millis = 1e6;
        double p99 = latency.getValueAtPercentile(99) / millis;
        System.out.printf(
                "members %d, messages %d of %d bytes, lost %d%n"
                        + "latency ms: p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f%n"
                        + "all members have it, ms: p50 %.1f  max %.1f%n",
                members,
                messages,
                bytes,
                lost.get(),
                latency.getValueAtPercentile(50) / millis,
                latency.getValueAtPercentile(90) / millis,
                p99,
                latency.getValueAtPercentile(99.9) / millis,
                latency.getMaxValue() / millis,
                last.getValueAtPercentile(50) / millis,
                last.getMaxValue() / millis);
        boolean met = lost.get() == 0 && p99 < limit;
        System.out.printf("p99 below %d ms: %s%n", limit, met ? "met" : "MISSED");
        return met ? 0 : 1;
    }

    /** A connection; on the event loop. */
    private final class Member extends ChannelInboundHandlerAdapter {
        private final String path;
        private final CountDownLatch opened;
        private final Semaphore connecting;
        private final ByteBuf begun = Unpooled.buffer(HEADER + Long.BYTES);
        private final StringBuilder head = new StringBuilder();
        private boolean open;
        private int left;

        Member(String path, CountDownLatch opened, Semaphore connecting) {
            this.path = path;
            this.opened = opened;
            this.connecting = connecting;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object received) {
            ByteBuf in = (ByteBuf) received;
            try {
                if (!open) {
                    handshake(in);
                }
                while (open && in.isReadable()) {
                    read(in);
                }
            } finally {
                in.release();
            }
        }

        private void handshake(ByteBuf in) {
            while (in.isReadable() && head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readByte());
            }
            if (head.indexOf("\r\n\r\n") >= 0) {
                open = head.indexOf("HTTP/1.1 101 ") == 0;
                connecting.release();
                opened.countDown();
            }
        }

        /** Header and time, then what is left of the frame. */
        private void read(ByteBuf in) {
            if (left == 0) {
                in.readBytes(begun, Math.min(in.readableBytes(), HEADER + Long.BYTES - begun.readableBytes()));
                if (begun.readableBytes() == HEADER + Long.BYTES) {
                    left = bytes - Long.BYTES;
                }
            }
            int skipped = Math.min(left, in.readableBytes());
            in.skipBytes(skipped);
            left -= skipped;
            if (left == 0 && begun.readableBytes() == HEADER + Long.BYTES) {
                complete(begun.getLong(HEADER));
                begun.clear();
            }
        }

        private void complete(long sent) {
            if (measured) {
                latency.recordValue(Math.max(0, Math.min(System.nanoTime() - sent, MAX_LATENCY)));
            }
            awaited.countDown();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (open) {
                lost.incrementAndGet();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
