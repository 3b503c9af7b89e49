package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A back-end address, taken apart.
 *
 * @param address as the endpoint gives it
 * @param tls whether it is {@code wss}
 * @param host host name or address, without brackets
 * @param port the given port, else 80 or 443
 * @param pathAndQuery what the request line asks for
 * @param hostHeader host with the port where it is not the scheme's own
 */
record WsTarget(String address, boolean tls, String host, int port, String pathAndQuery, String hostHeader) {

    /**
     * Takes {@code address} apart.
     *
     * @throws Fault with {@link ErrorCode#CONNECTION_FAILED} when it is no absolute ws or wss URI
     */
    static WsTarget parse(String address) {
        try {
            URI uri = new URI(address);
            boolean tls = "wss".equalsIgnoreCase(uri.getScheme());
            if (!tls && !"ws".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                throw bad(address);
            }
            String host = uri.getHost();
            int standard = tls ? 443 : 80;
            int port = uri.getPort() < 0 ? standard : uri.getPort();
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return new WsTarget(address, tls, bare, port, path + query, port == standard ? host : host + ":" + port);
        } catch (URISyntaxException e) {
            throw bad(address);
        }
    }

    /** Scheme, host and port: what tells back-ends apart. */
    String origin() {
        return (tls ? "wss://" : "ws://") + hostHeader;
    }

    private static Fault bad(String address) {
        return Fault.of(
                ErrorCode.CONNECTION_FAILED, "address: " + address + " (expected: ws://host[:port]/path or wss://...)");
    }
}
