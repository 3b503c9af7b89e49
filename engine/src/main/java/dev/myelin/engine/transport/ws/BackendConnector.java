package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.ws.deflate.Zlib;
import dev.myelin.engine.transport.ws.limits.BackendPlaces;
import dev.myelin.engine.transport.ws.settings.Limits;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
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
    private final BackendPlaces places = new BackendPlaces(System::nanoTime);
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
     * @param reach how long all of it may take together, and to how many connections
     * @param result called once, on {@code eventLoop}, not before this method has returned
     * @return to give it up with
     */
    ClientHandshake connect(
            EventLoop eventLoop, ConnectRequest request, Limits limits, Reach reach, Consumer<ConnectResult> result) {
        ClientHandshake handshake = new ClientHandshake(request, zlib, limits, reach.timeout(), result);
        String backend = request.target().origin();
        if (!places.enter(backend, reach.maxConnections())) {
            eventLoop.execute(() -> handshake.refuse(full(request.target())));
            return handshake;
        }
        handshake.begin(eventLoop);
        Optional<TlsContext> secure = request.tls().map(tls::context);
        Attempt attempt = new Attempt(handshake, request, limits, secure);
        if (secure.isEmpty() || secure.get().isReady()) {
            connect(eventLoop, attempt);
        } else {
            secure.get().whenReady(() -> connect(eventLoop, attempt), eventLoop);
        }
        return handshake;
    }

    /** What a connection is tried with. */
    private record Attempt(
            ClientHandshake handshake, ConnectRequest request, Limits limits, Optional<TlsContext> tls) {}

    private void connect(EventLoop eventLoop, Attempt attempt) {
        ConnectRequest request = attempt.request();
        Limits limits = attempt.limits();
        ClientHandshake handshake = attempt.handshake();
        String backend = request.target().origin();
        if (handshake.isOver()) {
            places.leave(backend);
            return;
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(loops.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // The handshake's deadline is that of all of it.
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
        connecting.channel().closeFuture().addListener(gone -> places.leave(backend));
        handshake.on(connecting.channel());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                handshake.refuse(unreachable(request.target(), done.cause()));
            }
        });
    }

    private static ConnectResult.Refused full(WsTarget target) {
        String text = target.address() + ": the back-end has all the connections it gets (ws.backend.max.connections)";
        return new ConnectResult.Refused(Fault.of(ErrorCode.CONNECTION_FAILED, text), 503);
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
        String why = cause instanceof UnknownHostException ? "unknown host " + target.host() : "connection failed";
        return new ConnectResult.Refused(
                Fault.of(
                        ErrorCode.CONNECTION_FAILED, target.address() + ": " + why, String.valueOf(cause.getMessage())),
                502);
    }
}
