package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Correlation;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sequences;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.tls.TlsSettings;
import dev.myelin.engine.transport.ws.correlation.Dialect;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import dev.myelin.engine.transport.ws.settings.Limits;
import dev.myelin.engine.transport.ws.settings.Times;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The back-end connections that serve HTTP callers, kept per full identity: address with path and query, subprotocols,
 * handshake headers, TLS. {@code OUT_ONLY} messages of an identity share one connection; requests share a few where something
 * tells their replies apart, else each leases one for itself until its reply has come. Thread-safe.
 */
final class BackendPool implements AutoCloseable {
    private static final int CLOSE_MARGIN_MILLIS = 500;
    private static final Correlation LEASE = new Correlation.Lease();

    /** What the connections of this pool may receive and hold: the defaults of inbound endpoints. */
    private final InboundSettings defaults;

    private final EventLoops loops;
    private final Supplier<Optional<String>> outSequence;
    private final Sequences sequences;
    private final BackendConnector connector;
    private final BackendRequests requests;
    private final BufferBudget buffers;
    private final Map<Identity, SharedConnection> shared = new ConcurrentHashMap<>();
    private final Map<Shared, LeasePool> leases = new ConcurrentHashMap<>();
    private final Map<Shared, ReplyPool> asking = new ConcurrentHashMap<>();
    private final RequestCounters counters = new RequestCounters();
    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private volatile @Nullable WsConsumer replies;

    /** What must be equal for two messages to use the same connection. */
    record Identity(String address, List<String> subprotocols, Map<String, String> headers, Optional<TlsSettings> tls) {
        static Identity of(ConnectRequest request) {
            Map<String, String> headers = request.headers().isEmpty() ? Map.of() : new TreeMap<>();
            request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            return new Identity(request.target().address(), request.subprotocols(), headers, request.tls());
        }
    }

    /**
     * What must be equal for two requests to share connections.
     *
     * @param correlation what tells their replies apart
     */
    record Shared(Identity identity, Correlation correlation) {}

    /**
     * What the connections of this pool share.
     *
     * @param reach how far to go for one
     * @param contentType of their messages; empty when unknown
     */
    record Link(
            BackendConnector connector,
            ConnectRequest request,
            Limits limits,
            Times times,
            Reach reach,
            String contentType) {}

    BackendPool(
            InboundSettings defaults,
            EventLoops loops,
            Supplier<Optional<String>> outSequence,
            Sequences sequences,
            BackendConnector connector,
            BackendRequests requests,
            BufferBudget buffers) {
        this.defaults = defaults;
        this.loops = loops;
        this.outSequence = outSequence;
        this.sequences = sequences;
        this.connector = connector;
        this.requests = requests;
        this.buffers = buffers;
    }

    /** The route of frames that nobody waits for has started or stopped. */
    void replies(@Nullable WsConsumer consumer) {
        replies = consumer;
    }

    @Nullable
    WsConsumer replies() {
        return replies;
    }

    boolean send(Exchange exchange, SendRequest request, AsyncCallback callback) {
        String contentType = BackendRequests.acceptedContentType(exchange);
        ConnectRequest connect;
        try {
            connect = requests.ofHttp(exchange, request, contentType, defaults.deflates());
        } catch (Fault fault) {
            exchange.setException(fault);
            callback.done(true);
            return true;
        }
        Correlation correlation = request.correlation().orElse(LEASE);
        boolean oneWay = MessageContext.isTrueAnywhere(exchange, "OUT_ONLY");
        Optional<Dialect> dialect = oneWay ? Optional.empty() : Dialect.of(correlation);
        ConnectRequest full =
                dialect.flatMap(Dialect::subprotocol).map(connect::offering).orElse(connect);
        Identity identity = Identity.of(full);
        Link link = link(full, request, contentType);
        if (oneWay) {
            shared.computeIfAbsent(identity, key -> new SharedConnection(identity, link, this, loop()))
                    .submit(exchange, callback);
            return false;
        }
        Shared ofRequest = new Shared(identity, correlation);
        if (dialect.isEmpty()) {
            leases.computeIfAbsent(ofRequest, key -> new LeasePool(key, link, this, poolSize(request)))
                    .submit(exchange, request, callback);
        } else {
            ask(exchange, request, callback, dialect.get(), ofRequest, link);
        }
        return false;
    }

    private void ask(
            Exchange exchange,
            SendRequest request,
            AsyncCallback callback,
            Dialect dialect,
            Shared ofRequest,
            Link link) {
        ReplyPool.Asking caller;
        try {
            // First, as nothing would ever retire connections that only what is malformed was meant for.
            caller = ReplyPool.Asking.of(exchange, request, callback, this, dialect, link.contentType());
        } catch (Fault fault) {
            counters.refuse();
            exchange.setException(fault);
            callback.done(false);
            return;
        }
        CamelContext context = exchange.getContext();
        asking.computeIfAbsent(ofRequest, key -> new ReplyPool(key, link, this, dialect, poolSize(request), context))
                .submit(caller);
    }

    private Link link(ConnectRequest connect, SendRequest request, String contentType) {
        Times times = defaults.times();
        Reach reach = new Reach(
                times.backendHandshake(),
                Reach.of(request, times.backendHandshake()).maxConnections());
        return new Link(connector, connect, defaults.limits(), times, reach, contentType);
    }

    /** The requests whose callers wait, counted. */
    RequestCounters counters() {
        return counters;
    }

    Sequences sequences() {
        return sequences;
    }

    /** The sequence of replies whose caller names none. */
    Optional<String> outSequence() {
        return outSequence.get();
    }

    /** The event loop of new connections. */
    EventLoop loop() {
        return loops.group().next();
    }

    /** The event loop that runs now, else any. */
    EventLoop nearest() {
        return loops.nearest();
    }

    /** A fault that carries no address beyond what the fault sequence of this very message may know. */
    static Fault closed(WsTarget target) {
        return Fault.of(ErrorCode.CONNECTION_CLOSED, target.address() + ": the back-end connection is closed");
    }

    /** A connection that nobody has used for long goes. */
    void retire(Identity identity, SharedConnection connection) {
        shared.remove(identity, connection);
    }

    /** Nobody has leased a connection for long. */
    void retire(Shared key, LeasePool connections) {
        leases.remove(key, connections);
    }

    /** It had retired and is used again. */
    void takeBack(Shared key, LeasePool connections) {
        leases.putIfAbsent(key, connections);
    }

    /** Nobody has asked for anything for long. */
    void retire(Shared key, ReplyPool connections) {
        asking.remove(key, connections);
    }

    /** It had retired and is used again. */
    void takeBack(Shared key, ReplyPool connections) {
        asking.putIfAbsent(key, connections);
    }

    /** A connection that had retired is used again. */
    void takeBack(Identity identity, SharedConnection connection) {
        shared.putIfAbsent(identity, connection);
    }

    /** The same with what broke the write. */
    static Fault closed(WsTarget target, Throwable cause) {
        return Fault.of(
                ErrorCode.CONNECTION_CLOSED,
                target.address() + ": the back-end connection is closed",
                String.valueOf(cause.getMessage()));
    }

    /** Seconds that a message may wait for its connection. */
    Duration patience() {
        return defaults.times().backendHandshake();
    }

    private static int poolSize(SendRequest request) {
        String text = request.properties().getOrDefault(SendRequest.POOL_SIZE, "4");
        return Integer.parseInt(text); // checked when it was compiled
    }

    /** What the connections hold in memory. */
    BufferBudget buffers() {
        return buffers;
    }

    /** A connection of this pool is open; forgotten when it is closed. */
    void opened(Channel connection) {
        open.add(connection);
    }

    /** Closes all connections with 1001, and waits for the answers as long as back-ends may take. */
    @Override
    public void close() {
        shared.values().forEach(SharedConnection::close);
        leases.values().forEach(LeasePool::close);
        asking.values().forEach(ReplyPool::close);
        open.newCloseFuture().awaitUninterruptibly(defaults.times().close().toMillis() + CLOSE_MARGIN_MILLIS);
    }
}
