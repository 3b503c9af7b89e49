package dev.myelin.engine.transport.ws;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.EventLoops;
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
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Opens connections to WebSocket back-ends: name, TCP, TLS, opening handshake, without holding a thread. */
final class BackendConnector implements AutoCloseable {
    private final EventLoops loops;
    private final Zlib zlib;
    private final BackendTls tls;
    private final AddressResolverGroup<InetSocketAddress> resolver;

    BackendConnector(EventLoops loops, Zlib zlib, DeploymentConfig.WsSender wss) {
        this.loops = loops;
        this.zlib = zlib;
        this.tls = new BackendTls(wss);
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
                    protected void initChannel(Channel channel) throws Exception {
                        if (request.target().tls()) {
                            channel.pipeline().addLast(sslHandler(channel, request.target()));
                        }
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

    private SslHandler sslHandler(Channel channel, WsTarget target) throws javax.net.ssl.SSLException {
        SslContext context = tls.context();
        SslHandler handler = context.newHandler(channel.alloc(), target.host(), target.port());
        if (tls.verifiesHostname()) {
            SSLEngine engine = handler.engine();
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return handler;
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
