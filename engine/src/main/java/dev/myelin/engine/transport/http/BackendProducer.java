package dev.myelin.engine.transport.http;

import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.tls.TlsContext;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.netty.http.HttpClientInitializerFactory;
import org.apache.camel.component.netty.http.NettyHttpEndpoint;
import org.apache.camel.component.netty.http.NettyHttpProducer;
import org.jspecify.annotations.Nullable;

/**
 * camel-netty-http's producer, less what it does for every request in vain (the request is ready) and less its looking up
 * of names in the calling thread.
 */
final class BackendProducer extends NettyHttpProducer {
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    private final Target target;
    private final EventLoops loops;
    private final Bootstrap bootstrap;
    private final @Nullable TlsContext tls;

    BackendProducer(
            NettyHttpEndpoint endpoint, Target target, EventLoops loops, NameLookup names, @Nullable TlsContext tls) {
        super(endpoint, endpoint.getConfiguration());
        this.target = target;
        this.loops = loops;
        this.tls = tls;
        this.bootstrap = new Bootstrap()
                .channel(loops.clientChannel())
                .resolver(names)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        endpoint.getConfiguration().getConnectTimeout());
    }

    @Override
    protected void doStart() throws Exception {
        bootstrap.handler(handler(new HttpClientInitializerFactory(this)));
        super.doStart();
    }

    private ChannelHandler handler(ChannelHandler plain) {
        TlsContext context = tls;
        return context == null
                ? plain
                : new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(context.connect(channel, target.host(), target.port(), HANDSHAKE_TIMEOUT))
                                .addLast(plain);
                    }
                };
    }

    /**
     * Runs on an event loop, where a connection cannot fail before the pool has looked at it: the pool would refuse it
     * without saying why.
     */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        EventLoop loop = loops.nearest();
        if (loop.inEventLoop()) {
            return super.process(exchange, callback);
        }
        loop.execute(() -> super.process(exchange, callback));
        return false;
    }

    @Override
    protected Object getRequestBody(Exchange exchange) {
        return exchange.getIn().getBody();
    }

    @Override
    protected ChannelFuture openConnection() {
        boolean literal = NetUtil.isValidIpV4Address(target.host()) || NetUtil.isValidIpV6Address(target.host());
        InetSocketAddress address = literal
                ? new InetSocketAddress(target.host(), target.port())
                : InetSocketAddress.createUnresolved(target.host(), target.port());
        return bootstrap.clone(loops.nearest()).connect(address);
    }
}
