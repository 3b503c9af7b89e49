package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.ws.deflate.Zlib;
import dev.myelin.engine.transport.ws.settings.Limits;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens connections to WebSocket back-ends: name, TCP, TLS, opening handshake, without holding a thread. */
final class BackendConnector implements AutoCloseable {
    private final EventLoops loops;
    private final Zlib zlib;
    private final BackendTls tls;
    private final AddressResolverGroup<InetSocketAddress> resolver;

    BackendConnector(EventLoops loops, Zlib zlib, BackendTls tls) {
        this.loops = loops;
        this.zlib = zlib;
        this.tls = tls;
        this.resolver = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelType(loops.datagramChannel())
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED));
    }

    /**
     * Connects on {@code eventLoop}.
     *
     * @param limits of the frames that may come, and the water marks
     * @param timeout for all of it together
     * @param result called once, on {@code eventLoop}
     */
    void connect(
            EventLoop eventLoop,
            ConnectRequest request,
            Limits limits,
            Duration timeout,
            Consumer<ConnectResult> result) {
        Optional<TlsContext> secure = request.tls().map(tls::context);
        if (secure.isEmpty() || secure.get().isReady()) {
            connect(eventLoop, new Attempt(request, limits, timeout, secure), result);
        } else {
            secure.get()
                    .whenReady(
                            () -> connect(eventLoop, new Attempt(request, limits, timeout, secure), result), eventLoop);
        }
    }

    /** What a connection is tried with. */
    private record Attempt(ConnectRequest request, Limits limits, Duration timeout, Optional<TlsContext> tls) {}

    private void connect(EventLoop eventLoop, Attempt attempt, Consumer<ConnectResult> result) {
        ConnectRequest request = attempt.request();
        Limits limits = attempt.limits();
        Duration timeout = attempt.timeout();
        ClientHandshake handshake = new ClientHandshake(request, zlib, limits, timeout, result);
        Bootstrap bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(loops.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(
                                limits.waterMarks().low(), limits.waterMarks().high()))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        WsTarget target = request.target();
                        // The handshake's own time limit counts from the start of the connection.
                        attempt.tls().ifPresent(context -> channel.pipeline()
                                .addLast(context.connect(channel, target.host(), target.port(), Duration.ZERO)));
                        channel.pipeline().addLast(new HttpClientCodec(4096, 16 * 1024, 8192, true), handshake);
                    }
                });
        bootstrap.resolver(resolverFor(request.target()));
        ChannelFuture connecting =
                bootstrap.connect(request.target().host(), request.target().port());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                handshake.refuse(unreachable(request.target(), done.cause()));
            }
        });
    }

    @Override
    public void close() {
        resolver.close();
    }

    /** A literal address needs no look-up, and so none of the resolver's start-up cost. */
    private AddressResolverGroup<?> resolverFor(WsTarget target) {
        return io.netty.util.NetUtil.createByteArrayFromIpAddressString(target.host()) != null
                ? io.netty.resolver.DefaultAddressResolverGroup.INSTANCE
                : resolver;
    }

    private static ConnectResult.Refused unreachable(WsTarget target, Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return new ConnectResult.Refused(
                    Fault.of(ErrorCode.CONNECT_TIMEOUT, "connecting to " + target.address() + " took too long"), 504);
        }
        String why = cause instanceof UnknownHostException ? "unknown host " + target.host() : "connection failed";
        return new ConnectResult.Refused(
                Fault.of(
                        ErrorCode.CONNECTION_FAILED, target.address() + ": " + why, String.valueOf(cause.getMessage())),
                502);
    }
}
