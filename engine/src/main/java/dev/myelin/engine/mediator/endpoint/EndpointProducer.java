package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** {@code send} and {@code call}: hands the message to the sender for the endpoint's scheme, unless it is at rest. */
final class EndpointProducer extends DefaultAsyncProducer {
    private static final int UNAVAILABLE = 503;

    private final EndpointComponent.Use use;
    private final EndpointComponent.Services services;

    /** The request for the endpoint as it was last seen; made anew when another one takes its name. */
    private volatile @Nullable Prepared last;

    /**
     * An endpoint and what its sender is asked for.
     *
     * @param entry the endpoint with an address
     * @param scheme of the address
     * @param request the same for every message
     */
    private record Prepared(EndpointTable.Entry entry, String scheme, SendRequest request) {}

    EndpointProducer(Endpoint endpoint, EndpointComponent.Use use, EndpointComponent.Services services) {
        super(endpoint);
        this.use = use;
        this.services = services;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Prepared prepared;
        Sender sender;
        try {
            prepared = use.isDynamic() ? dynamic(exchange) : prepared();
            sender = sender(prepared);
        } catch (Fault fault) {
            exchange.setException(fault);
            callback.done(true);
            return true;
        }
        EndpointSettings settings = prepared.entry().settings();
        boolean watched =
                !settings.suspension().isNever() || settings.timeoutAction() == EndpointSettings.TimeoutAction.DISCARD;
        AsyncCallback after = watched ? new Watch(exchange, prepared.entry(), callback) : callback;
        MessageContext context = MessageContext.of(exchange);
        boolean done = sender.send(exchange, prepared.request(), after);
        if (!done) {
            context.awaits(prepared.request().timeout());
        }
        return done;
    }

    @SuppressWarnings("ReferenceEquality") // The very entry: one with equal settings has a state of its own.
    private Prepared prepared() {
        Prepared known = last;
        // The usual case: the name itself has an address, and nobody replaced it.
        if (known != null && services.table().find(use.name()) == known.entry()) {
            return known;
        }
        Prepared made = prepare(use.name(), use.receive());
        last = made;
        return made;
    }

    private Prepared dynamic(Exchange exchange) {
        String name = use.name().equals(EndpointComponent.DYNAMIC)
                ? String.valueOf(exchange.removeProperty(EndpointComponent.DYNAMIC_KEY))
                : use.name();
        Optional<String> receive = use.receive();
        if (receive.filter(EndpointComponent.DYNAMIC::equals).isPresent()) {
            receive = Optional.of(String.valueOf(exchange.removeProperty(EndpointComponent.DYNAMIC_RECEIVE)));
        }
        return prepare(name, receive);
    }

    private Prepared prepare(String name, Optional<String> receive) {
        EndpointTable.Entry entry = services.table().resolve(name);
        if (!(entry.settings().target() instanceof EndpointSettings.Uri address)) {
            throw Fault.of(ErrorCode.ENDPOINT_NOT_FOUND, "endpoint: " + name + " (expected: an address)");
        }
        return new Prepared(entry, address.scheme(), entry.settings().request(address.uri(), use.mode(), receive));
    }

    private Sender sender(Prepared prepared) {
        String name = prepared.entry().settings().name();
        if (!prepared.entry().health().isReady()) {
            throw Fault.of(ErrorCode.ENDPOINT_SUSPENDED, "endpoint: " + name + " is suspended")
                    .withHttpStatus(UNAVAILABLE);
        }
        Sender sender = services.senders().get(prepared.scheme());
        if (sender == null) {
            String text = "endpoint: " + name + ": the sender for " + prepared.scheme() + ":// is disabled (MYL-2010)";
            throw Fault.of(ErrorCode.CONNECTION_FAILED, text).withHttpStatus(UNAVAILABLE);
        }
        return sender;
    }

    /** Tells the endpoint how it went, and drops what its {@code responseAction} says is to be dropped. */
    private final class Watch implements AsyncCallback {
        private final Exchange exchange;
        private final EndpointTable.Entry entry;
        private final AsyncCallback callback;

        Watch(Exchange exchange, EndpointTable.Entry entry, AsyncCallback callback) {
            this.exchange = exchange;
            this.entry = entry;
            this.callback = callback;
        }

        @Override
        public void done(boolean doneSync) {
            Exception failure = exchange.getException();
            if (failure == null) {
                entry.health().succeeded();
            } else {
                failed(FaultProperties.faultOf(failure).code());
            }
            callback.done(doneSync);
        }

        private void failed(int code) {
            entry.health().failed(code);
            if (code == ErrorCode.CONNECTION_TIMEOUT
                    && entry.settings().timeoutAction() == EndpointSettings.TimeoutAction.DISCARD) {
                services.counters().countDiscardedTimeout();
                exchange.setException(null);
                exchange.setRouteStop(true);
            }
        }
    }
}
