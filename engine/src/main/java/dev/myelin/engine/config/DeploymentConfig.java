package dev.myelin.engine.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code deployment.toml}, checked, with every default filled in.
 *
 * @param directory the conf directory, which relative paths start at
 * @param server {@code [server]}
 * @param http {@code [transport.http]}
 * @param ws {@code [transport.ws]}
 * @param wss {@code [transport.wss]}
 * @param websocket {@code [websocket]}: defaults of inbound parameters, parameter name (with {@code ws.} and dots) to value
 * @param misc the small sections
 */
public record DeploymentConfig(
        Path directory, Server server, Http http, WsSender ws, WsSender wss, Map<String, String> websocket, Misc misc) {

    /** All defaults: what an empty file, or none, in {@code directory} means. */
    public static DeploymentConfig defaults(Path directory) {
        WsSender sender = new WsSender(false, Optional.empty(), Optional.empty(), Map.of(), Map.of());
        return new DeploymentConfig(directory, Server.DEFAULT, Http.DEFAULT, sender, sender, Map.of(), Misc.DEFAULT);
    }

    DeploymentConfig withWebsocket(Map<String, String> defaults) {
        return new DeploymentConfig(directory, server, http, ws, wss, defaults, misc);
    }

    /**
     * {@code [server]}.
     *
     * @param hostname the name in addresses that are shown; the host that 8290 and inbound endpoints bind to is any
     * @param offset added to 8290, and to ports of inbound endpoints that ask for it
     * @param drainTime {@code drain_time}: how long open sessions have to end at shutdown
     */
    public record Server(String hostname, int offset, Duration drainTime) {
        static final Server DEFAULT = new Server("localhost", 0, Duration.ofSeconds(10));
    }

    /**
     * {@code [transport.http]}.
     *
     * @param port {@code listener.port}, before the offset; 8290
     * @param host {@code listener.hostname} or {@code bind_address}: what to bind to; all addresses unless set
     * @param senderTimeout {@code socket_timeout} or {@code sender.parameter}: the longest wait for an answer, unless the
     *     endpoint says otherwise; 120 s, as MI's global timeout
     * @param maxBody {@code listener.max_body_size}: bytes of a request's body beyond which it is refused with 413, and
     *     of a back-end's answer beyond which it is a fault; 64 MiB
     * @param callers how long callers may hold a connection
     * @param secure the HTTPS side
     */
    public record Http(int port, String host, Duration senderTimeout, int maxBody, Callers callers, Secure secure) {
        private static final int DEFAULT_MAX_BODY = 64 << 20;
        static final Http DEFAULT = new Http(8290, "0.0.0.0", Duration.ofMinutes(2));

        /** With the default limit of bodies. */
        public Http(int port, String host, Duration senderTimeout) {
            this(port, host, senderTimeout, DEFAULT_MAX_BODY);
        }

        /** Without HTTPS. */
        public Http(int port, String host, Duration senderTimeout, int maxBody) {
            this(
                    port,
                    host,
                    senderTimeout,
                    maxBody,
                    Callers.DEFAULT,
                    new Secure(false, Secure.NONE.port(), host, Map.of(), Map.of()));
        }

        /** The same with other times for callers. */
        public Http withCallers(Callers times) {
            return new Http(port, host, senderTimeout, maxBody, times, secure);
        }
    }

    /**
     * How long callers may hold a connection of the HTTP listener while the engine waits for them.
     *
     * @param request {@code listener.request_timeout}: for line and headers of a request, and for each part of its body
     * @param idle {@code listener.idle_timeout}: between two requests, and without taking anything of an answer
     */
    public record Callers(Duration request, Duration idle) {
        static final Callers DEFAULT = new Callers(Duration.ofSeconds(30), Duration.ofMinutes(3));
    }

    /**
     * HTTPS. The settings of TLS are under the ends of the names that inbound endpoints have for them, such as {@code
     * key.store.file}.
     *
     * @param listens whether there is a private key to listen with, and {@code listener.secured_enable} is not false
     * @param port {@code listener.secured_port}, before the offset; 8253
     * @param host {@code listener.secured_bind_address}: what to bind to; that of HTTP unless set
     * @param listener {@code [keystore.tls]} and {@code listener.*}
     * @param sender {@code [truststore]} and {@code sender.*}: of connections to {@code https} back-ends
     */
    public record Secure(
            boolean listens, int port, String host, Map<String, TlsText> listener, Map<String, TlsText> sender) {
        static final Secure NONE = new Secure(false, 8253, "0.0.0.0", Map.of(), Map.of());
    }

    /**
     * {@code [transport.ws]} or {@code [transport.wss]}.
     *
     * @param enabled {@code sender.enable}
     * @param outSequence {@code sender.outflow_dispatch_sequence}
     * @param faultSequence {@code sender.outflow_dispatch_fault_sequence}
     * @param tls {@code sender.truststore_*}, {@code [truststore]} and parameters {@code ws.ssl.*}, as in {@link Secure}
     * @param parameters {@code sender.parameter.'name'}
     */
    public record WsSender(
            boolean enabled,
            Optional<String> outSequence,
            Optional<String> faultSequence,
            Map<String, TlsText> tls,
            Map<String, String> parameters) {

        /** {@code ws.custom.header}: what the axis2 properties begin with that become headers of handshakes. */
        public String headerPrefix() {
            String prefix = parameters.getOrDefault("ws.custom.header", "");
            return prefix.isBlank() ? "websocket.custom.header." : prefix;
        }
    }

    /** {@code [management]}. */
    public Management management() {
        return misc.management();
    }

    /**
     * {@code [management]}.
     *
     * @param host what to bind to; 127.0.0.1
     * @param port before the offset; 9164
     * @param username who may use it; {@code admin}
     * @param password empty: one that is generated
     */
    public record Management(String host, int port, String username, Optional<String> password) {
        static final Management DEFAULT = new Management("127.0.0.1", 9164, "admin", Optional.empty());

        /** Without the password. */
        @Override
        public String toString() {
            return "Management[" + username + "@" + host + ":" + port + "]";
        }
    }

    /**
     * The small sections.
     *
     * @param maxLoggedPayload {@code [logging] max_payload}: bytes of text of a payload that {@code log} writes
     * @param echoBackend {@code [samples] echo_backend}: whether the sample echo back-end runs inside the process
     * @param management {@code [management]}
     * @param dataSources {@code [[datasource]]}, by id
     * @param cors which web pages of other origins may call APIs; none unless set
     * @param functions {@code [openapi.functions]}: the URL of each function that OpenAPI documents name by its id
     */
    public record Misc(
            int maxLoggedPayload,
            boolean echoBackend,
            Management management,
            Map<String, DataSourceTable> dataSources,
            Optional<CorsSettings> cors,
            Map<String, String> functions) {
        static final Misc DEFAULT = new Misc(64 << 10, false, Management.DEFAULT, Map.of(), Optional.empty(), Map.of());
    }
}
