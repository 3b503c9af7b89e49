package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.EventLoops;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.netty.http.NettyHttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** The netty-http producers, one a back-end's scheme, host and port, each with its pool of connections. */
final class Backends implements AutoCloseable {
    private static final String OPTIONS = "?keepAlive=true&throwExceptionOnFailure=false&disconnect=false"
            + "&producerPoolMaxTotal=-1&producerPoolMaxIdle=256&producerPoolBlockWhenExhausted=false"
            + "&connectTimeout=10000&chunkedMaxContentLength=";

    private final CamelContext context;
    private final EventLoops loops;
    private final int maxBody;
    private final HttpsBackends tls;
    private final NameLookup names = new NameLookup();
    private final Map<String, Target> targets = new ConcurrentHashMap<>();
    private final Map<String, BackendProducer> producers = new ConcurrentHashMap<>();

    Backends(CamelContext context, EventLoops loops, int maxBody, HttpsBackends tls) {
        this.context = context;
        this.loops = loops;
        this.maxBody = maxBody;
        this.tls = tls;
    }

    /** The parts of an address; kept, as most addresses are constants. */
    Target target(String address) {
        Target known = targets.get(address);
        if (known != null) {
            return known;
        }
        Target target = Target.of(address);
        if (targets.size() < 4096) {
            targets.put(address, target);
        }
        return target;
    }

    /** The certificates that a target needs are being read; {@code action} runs when they have been. False if they are there. */
    boolean waits(Target target, Runnable action) {
        if (!target.secure() || tls.context().isReady()) {
            return false;
        }
        tls.context().whenReady(action, loops.group().next());
        return true;
    }

    BackendProducer producer(Target target) {
        String origin = (target.secure() ? "https://" : "http://") + target.authority();
        BackendProducer known = producers.get(origin);
        return known != null ? known : producers.computeIfAbsent(origin, key -> start(key, target));
    }

    private BackendProducer start(String origin, Target target) {
        // Plain for Camel: TLS is put in front of what it makes.
        // Its parser knows no underscores in names; it is the target's host that is connected to.
        String uri = "netty-http:http://" + target.authority().replace("_", "-u-") + "/" + OPTIONS + maxBody;
        try {
            NettyHttpEndpoint endpoint = context.getEndpoint(uri, NettyHttpEndpoint.class);
            endpoint.setNettyHttpBinding(new BackendBinding(maxBody));
            endpoint.getConfiguration().setWorkerGroup(loops.group());
            BackendProducer producer =
                    new BackendProducer(endpoint, target, loops, names, target.secure() ? tls.context() : null);
            ServiceHelper.startService(producer);
            return producer;
        } catch (RuntimeException e) {
            throw Fault.of(ErrorCode.SENDER_IO_SENDING, "no connection can be made", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownServices(producers.values());
        producers.clear();
        names.close();
    }
}
