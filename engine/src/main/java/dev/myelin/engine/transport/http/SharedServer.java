package dev.myelin.engine.transport.http;

import org.apache.camel.CamelContext;
import org.apache.camel.component.netty.NettyServerBootstrapFactory;
import org.apache.camel.component.netty.http.HttpServerConsumerChannelFactory;
import org.apache.camel.component.netty.http.NettySharedHttpServer;
import org.apache.camel.component.netty.http.NettySharedHttpServerBootstrapConfiguration;

/** How the listener's route ({@code netty-http:...?nettySharedHttpServer=}) finds {@link HttpListener}. */
final class SharedServer implements NettySharedHttpServer {
    private final HttpListener listener;

    SharedServer(HttpListener listener) {
        this.listener = listener;
    }

    @Override
    public NettyServerBootstrapFactory getServerBootstrapFactory() {
        return listener;
    }

    @Override
    public int getPort() {
        return listener.port();
    }

    @Override
    public int getConsumersSize() {
        return listener.consumer() == null ? 0 : 1;
    }

    @Override
    public HttpServerConsumerChannelFactory getConsumerChannelFactory() {
        throw new UnsupportedOperationException("the listener has one route");
    }

    @Override
    public void setNettyServerBootstrapConfiguration(NettySharedHttpServerBootstrapConfiguration configuration) {
        throw new UnsupportedOperationException("set in deployment.toml");
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        // Not needed.
    }

    @Override
    public void setStartServer(boolean startServer) {
        // The route starts it.
    }

    @Override
    public void setThreadNamePattern(String pattern) {
        // The threads are those of all transports.
    }

    @Override
    public void start() {
        // The route starts it.
    }

    @Override
    public void stop() {
        // The route stops it.
    }
}
