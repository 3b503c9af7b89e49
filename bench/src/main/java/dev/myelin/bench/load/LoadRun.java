package dev.myelin.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run: opens, warms up, measures, waits for what is on its way, closes. Everything on one event loop. */
final class LoadRun {
    private static final long TICK_MICROS = 500;
    private static final int MAX_IN_FLIGHT = 100_000;
    private static final int CHURN_SOURCES = 32;
    private static final int MAX_NOTES = 5;

    private enum Phase {
        OPENING,
        RUNNING,
        DRAINING,
        CLOSING,
        DONE
    }

    private final LoadOptions options;
    private final EventLoopGroup loop;
    private final @Nullable SslContext tls;
    private final PrintStream marks;
    private final Content content;
    private final LoadReport report = new LoadReport();
    private final CompletableFuture<LoadReport> done = new CompletableFuture<>();
    private final Set<LoadConnection> live = new HashSet<>();
    private final List<LoadConnection> all = new ArrayList<>();
    private final List<ScheduledFuture<?>> timers = new ArrayList<>();
    private final InetSocketAddress address;
    private Phase phase = Phase.OPENING;
    private boolean measuring;
    private int started;
    private int opening;
    private int notes;
    private long measuredSince;
    private long cpuSince;
    private long loopSince;
    private long issued;

    LoadRun(LoadOptions options, EventLoopGroup loop, @Nullable SslContext tls, PrintStream marks) {
        this.options = options;
        this.loop = loop;
        this.tls = tls;
        this.marks = marks;
        this.content = new Content(options.shape, options.size);
        this.address = new InetSocketAddress(options.url.getHost(), options.port());
    }

    LoadOptions options() {
        return options;
    }

    Content content() {
        return content;
    }

    LoadReport report() {
        return report;
    }

    /** Begins; the report comes when all is over. */
    CompletableFuture<LoadReport> start() {
        loop.execute(() -> {
            if (options.mode() == LoadOptions.Mode.CHURN) {
                begin();
            }
            openMore();
        });
        return done;
    }

    private void openMore() {
        while (started < options.connections() && opening < options.burst) {
            connect();
        }
    }

    private void connect() {
        LoadConnection connection = new LoadConnection(this, started);
        boolean churn = options.mode() == LoadOptions.Mode.CHURN;
        started = churn ? (started + 1) % 1_000_000 : started + 1;
        opening++;
        if (!churn) {
            all.add(connection);
        }
        live.add(connection);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) (options.timeout * 1000))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslContext context = tls;
                        if (context != null) {
                            channel.pipeline()
                                    .addLast(
                                            context.newHandler(channel.alloc(), options.url.getHost(), options.port()));
                        }
                        channel.pipeline().addLast(connection);
                    }
                });
        // Ports of closed connections rest for a while: cycles need more than one address has.
        InetSocketAddress local = churn && address.getAddress().isLoopbackAddress() ? source(started) : null;
        ChannelFuture connecting = bootstrap.connect(address, local);
        connecting.addListener(result -> connected(connection, connecting));
        loop.schedule(
                () -> connection.failed("no handshake in time"), (long) (options.timeout * 1e9), TimeUnit.NANOSECONDS);
    }

    private static InetSocketAddress source(int index) {
        byte[] loopback = {127, 0, 0, (byte) (1 + index % CHURN_SOURCES)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(loopback), 0);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void connected(LoadConnection connection, ChannelFuture connecting) {
        if (!connecting.isSuccess()) {
            connection.failed(String.valueOf(connecting.cause()));
            return;
        }
        SslHandler handler = connecting.channel().pipeline().get(SslHandler.class);
        if (handler == null) {
            connection.connected(connecting.channel());
        } else {
            handler.handshakeFuture().addListener(agreed -> {
                if (agreed.isSuccess()) {
                    connection.connected(connecting.channel());
                } else {
                    connection.failed(String.valueOf(agreed.cause()));
                }
            });
        }
    }

    void opened(LoadConnection connection, long nanos) {
        opening--;
        report.opened++;
        report.handshakes.recordValue(nanos);
        if (options.mode() == LoadOptions.Mode.CHURN) {
            connection.send(System.nanoTime());
            connection.flush();
        } else {
            settled();
        }
    }

    void failed(LoadConnection connection, String why) {
        opening--;
        live.remove(connection);
        report.failed++;
        note(why);
        settled();
    }

    private void settled() {
        if (phase == Phase.OPENING) {
            openMore();
            if (opening == 0 && phase == Phase.OPENING) {
                begin();
            }
        } else if (options.mode() == LoadOptions.Mode.CHURN) {
            again();
        }
    }

    void note(String what) {
        if (notes++ < MAX_NOTES) {
            System.err.println(what);
        }
    }

    private void mark(String what) {
        if (options.marks) {
            marks.println("MARK " + what);
            marks.flush();
        }
    }

    private void begin() {
        phase = Phase.RUNNING;
        mark("ready");
        loopSince = System.nanoTime();
        if (report.opened == 0 && options.mode() != LoadOptions.Mode.CHURN) {
            finish();
            return;
        }
        switch (options.mode()) {
            case LOAD -> {
                after(options.warmup, this::measure);
                after(options.warmup + options.seconds, this::stop);
                startLoad();
            }
            case IDLE -> {
                measure();
                after(options.hold, this::stop);
                if (options.ping > 0) {
                    every((long) (options.ping * 1e6), () -> live.forEach(LoadConnection::ping));
                }
            }
            case CHURN -> {
                measure();
                after(options.churn, this::stop);
            }
        }
    }

    private void startLoad() {
        if (options.rate > 0) {
            every(TICK_MICROS, this::sendDue);
            return;
        }
        for (LoadConnection each : all) {
            for (int i = 0; i < options.depth && each.isOpen(); i++) {
                each.send(System.nanoTime());
            }
            each.flush();
        }
    }

    /** Open loop: everything whose time has come, whatever came back; its latency counts from that time. */
    private void sendDue() {
        long now = System.nanoTime();
        long due = (long) ((now - loopSince) / 1e9 * options.rate);
        while (phase == Phase.RUNNING && issued < due) {
            LoadConnection connection = all.get((int) (issued % all.size()));
            long intended = loopSince + (long) (issued * 1e9 / options.rate);
            issued++;
            if (!connection.isOpen() || connection.inFlight() >= MAX_IN_FLIGHT) {
                report.unsent++;
            } else {
                connection.send(intended);
            }
        }
        all.forEach(LoadConnection::flush);
    }

    private void measure() {
        measuring = true;
        measuredSince = System.nanoTime();
        cpuSince = cpuNanos();
        mark("start");
    }

    /** One good answer. */
    void received(LoadConnection connection, long now, long sentAt) {
        report.total++;
        if (measuring) {
            report.messages++;
            report.latency(now - sentAt);
        }
        if (options.mode() == LoadOptions.Mode.CHURN) {
            connection.close();
        } else if (phase == Phase.RUNNING && options.rate == 0) {
            connection.send(now);
        } else if (phase == Phase.DRAINING && inFlight() == 0) {
            closeAll();
        }
    }

    private void stop() {
        if (measuring) {
            measuring = false;
            report.seconds = (System.nanoTime() - measuredSince) / 1e9;
            report.cpuMicros = (cpuNanos() - cpuSince) / 1e3;
            mark("end");
        }
        timers.forEach(timer -> timer.cancel(false));
        phase = Phase.DRAINING;
        if (inFlight() == 0 && opening == 0) {
            closeAll();
        } else {
            after(options.drain, this::closeAll);
        }
    }

    private int inFlight() {
        int count = 0;
        for (LoadConnection each : live) {
            count += each.inFlight();
        }
        return count;
    }

    private void closeAll() {
        if (phase == Phase.DRAINING) {
            phase = Phase.CLOSING;
            live.forEach(LoadConnection::close);
            after(options.drain, this::finish);
            finishIfEmpty();
        }
    }

    void ended(LoadConnection connection) {
        live.remove(connection);
        report.lost += connection.inFlight();
        if (options.mode() == LoadOptions.Mode.CHURN) {
            report.cycles += measuring ? 1 : 0;
            again();
        }
        finishIfEmpty();
    }

    private void again() {
        if (phase == Phase.RUNNING && live.size() < options.conns) {
            loop.execute(() -> {
                if (phase == Phase.RUNNING) {
                    connect();
                }
            });
        }
    }

    private void finishIfEmpty() {
        if (live.isEmpty() && (phase == Phase.CLOSING || phase == Phase.DRAINING && opening == 0)) {
            finish();
        }
    }

    private void finish() {
        if (phase != Phase.DONE) {
            phase = Phase.DONE;
            live.forEach(LoadConnection::abandon);
            content.release();
            done.complete(report);
        }
    }

    private void after(double seconds, Runnable task) {
        loop.schedule(task, (long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    }

    private void every(long micros, Runnable task) {
        timers.add(loop.scheduleAtFixedRate(task, micros, micros, TimeUnit.MICROSECONDS));
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
