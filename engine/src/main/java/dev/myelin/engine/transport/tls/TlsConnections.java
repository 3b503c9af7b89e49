package dev.myelin.engine.transport.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What has to be done otherwise where a connection may have TLS. */
public final class TlsConnections {
    private TlsConnections() {}

    /** Whether the connection has TLS. */
    public static boolean isSecure(Channel channel) {
        return channel.pipeline().first() instanceof SslHandler;
    }

    /** The subject of the certificate by which the peer is known; empty where none was asked for, or given. */
    public static Optional<String> peerName(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null || !tls.engine().getNeedClientAuth() && !tls.engine().getWantClientAuth()) {
            return Optional.empty();
        }
        try {
            return Optional.of(tls.engine().getSession().getPeerPrincipal().getName());
        } catch (SSLPeerUnverifiedException nameless) {
            return Optional.empty();
        }
    }

    /** Whether what is written now can reach the peer: there is no TLS, or its handshake has been done. */
    public static boolean isEstablished(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null || tls.handshakeFuture().isSuccess();
    }

    /** Whether {@code cause} is the failure of TLS, such as a peer that does not speak it or has no good certificate. */
    public static boolean isTlsFailure(Throwable cause) {
        return cause instanceof SSLException || cause.getCause() instanceof SSLException;
    }

    /** Says the end of what is written, as TLS does and as TCP does, and goes on reading. */
    public static ChannelFuture shutdownOutput(DuplexChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return channel.shutdownOutput();
        }
        return tls.closeOutbound().addListener(done -> channel.shutdownOutput());
    }
}
