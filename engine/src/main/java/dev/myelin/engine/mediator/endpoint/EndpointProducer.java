package dev.myelin.engine.mediator.endpoint;

import dev.myelin.dsl.Unsupported;
import dev.myelin.engine.mediator.endpoint.wsdl.WsdlAddress;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.OutgoingFormat;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.WsAddressing;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** {@code send} and {@code call}: hands the message to the sender for the endpoint's scheme, unless it is at rest. */
final class EndpointProducer extends DefaultAsyncProducer {
    private static final int MAX_HOPS = 100;
    private static final int UNAVAILABLE = 503;
    private static final String POSTFIX = "REST_URL_POSTFIX";

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
        try {
            Prepared known = last;
            // The usual case: the name itself has an address, and nobody replaced it.
            if (known != null && isSame(known.entry())) {
                return send(known, exchange, callback);
            }
            String name = name(exchange);
            Wish wish = new Wish(receive(exchange));
            EndpointTable.Entry entry = services.table().resolve(name);
            if (!use.isDynamic() && entry.settings().target() instanceof EndpointSettings.Uri) {
                Prepared made = prepare(entry, exchange, wish);
                last = made;
                return send(made, exchange, callback);
            }
            return send(entry, wish, exchange, callback);
        } catch (Fault fault) {
            return failed(fault, exchange, callback);
        }
    }

    private static boolean failed(RuntimeException failure, Exchange exchange, AsyncCallback callback) {
        exchange.setException(failure);
        callback.done(true);
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // The very entry: one with equal settings has a state of its own.
    private boolean isSame(EndpointTable.Entry entry) {
        return services.table().find(use.name()) == entry;
    }

    private String name(Exchange exchange) {
        return use.name().equals(EndpointComponent.DYNAMIC)
                ? String.valueOf(exchange.removeProperty(EndpointComponent.DYNAMIC_KEY))
                : use.name();
    }

    private Optional<String> receive(Exchange exchange) {
        return use.receive().filter(EndpointComponent.DYNAMIC::equals).isPresent()
                ? Optional.of(String.valueOf(exchange.removeProperty(EndpointComponent.DYNAMIC_RECEIVE)))
                : use.receive();
    }

    /** Sends to an endpoint of any kind. */
    boolean send(EndpointTable.Entry entry, Wish wish, Exchange exchange, AsyncCallback callback) {
        EndpointSettings.Target target = entry.settings().target();
        if (target instanceof EndpointSettings.Group group) {
            return new GroupSend(this, services.table(), entry, group, wish).start(exchange, callback);
        }
        if (target instanceof EndpointSettings.Recipients recipients) {
            return new RecipientsSend(this, services, recipients)
                    .send(entry.settings().name(), use.mode(), wish, exchange, callback);
        }
        if (target instanceof EndpointSettings.Wsdl wsdl) {
            return sendByWsdl(entry, wsdl.address(), wish, exchange, callback);
        }
        return send(prepare(entry, exchange, wish), exchange, callback);
    }

    private boolean sendByWsdl(
            EndpointTable.Entry entry, WsdlAddress wsdl, Wish wish, Exchange exchange, AsyncCallback callback) {
        wsdl.find(sender("http", entry.settings().name()), exchange.getContext())
                .whenComplete((uri, failure) -> {
                    if (failure == null) {
                        sendSafely(at(uri, Optional.empty(), entry, wish), exchange, callback);
                    } else {
                        failed(wsdl.fault(failure), exchange, ignored -> callback.done(false));
                    }
                });
        return false;
    }

    private void sendSafely(Prepared prepared, Exchange exchange, AsyncCallback callback) {
        try {
            send(prepared, exchange, doneSync -> callback.done(false));
        } catch (Fault fault) {
            failed(fault, exchange, ignored -> callback.done(false));
        }
    }

    private boolean send(Prepared prepared, Exchange exchange, AsyncCallback callback) {
        Sender sender = sender(prepared);
        SendRequest request = prepared.request();
        MessageContext context = MessageContext.of(exchange);
        if (context.hops() > MAX_HOPS) {
            String text = "A reply is sent on for the " + MAX_HOPS
                    + "th time (expected: an end); is it sent where it came from?";
            return failed(Fault.of(ErrorCode.MEDIATION, text), exchange, callback);
        }
        try {
            if (request.format().isPresent()) {
                OutgoingFormat.apply(exchange, request.format().get());
            } else {
                OutgoingFormat.apply(exchange, context);
            }
        } catch (RuntimeException failure) {
            return failed(failure, exchange, callback);
        }
        EndpointSettings settings = prepared.entry().settings();
        boolean watched =
                !settings.suspension().isNever() || settings.timeoutAction() == EndpointSettings.TimeoutAction.DISCARD;
        AsyncCallback after = watched ? new Watch(exchange, prepared.entry(), callback) : callback;
        boolean done = settings.options() == EndpointOptions.NONE
                ? sender.send(exchange, request, after)
                : sendWithOptions(settings.options(), sender, exchange, request, after);
        if (!done) {
            context.awaits(request.timeout());
        }
        return done;
    }

    private static boolean sendWithOptions(
            EndpointOptions options, Sender sender, Exchange exchange, SendRequest request, AsyncCallback after) {
        SendRequest own = request;
        try {
            if (options.timeout().isPresent()) {
                own = request.withTimeout(
                        EndpointSettings.timeout(options.timeout().get().text(exchange)));
            }
            options.addressing().ifPresent(headers -> headers.apply(exchange, request.address()));
            return options.credentials().isPresent()
                    ? options.credentials().get().send(sender, exchange, own, after)
                    : sender.send(exchange, own, after);
        } catch (RuntimeException failure) {
            return failed(failure, exchange, after);
        }
    }

    private Prepared prepare(EndpointTable.Entry entry, Exchange exchange, Wish wish) {
        EndpointSettings settings = entry.settings();
        EndpointSettings.Target target = settings.target();
        if (target instanceof EndpointSettings.Uri address) {
            return new Prepared(
                    entry, address.scheme(), settings.request(address.uri(), use.mode(), wish, address.method()));
        }
        if (target instanceof EndpointSettings.Template template) {
            // The whole address is the template's.
            MessageContext.remove(exchange, Scope.AXIS2, POSTFIX);
            return at(template.uri().of(exchange), template.method(), entry, wish);
        }
        if (target instanceof EndpointSettings.ByTo byTo) {
            return at(to(exchange, settings.name()), byTo.method(), entry, wish);
        }
        if (target instanceof EndpointSettings.Member member) {
            MessageContext.remove(exchange, Scope.AXIS2, POSTFIX);
            String to = MessageContext.text(exchange, Scope.DEFAULT, "To");
            boolean secure = "https".equals(MessageContext.text(exchange, Scope.DEFAULT, "TRANSPORT_IN_NAME"));
            return at(member.uri(to == null ? "/" : to, secure), Optional.empty(), entry, wish);
        }
        throw Fault.of(ErrorCode.ENDPOINT_NOT_FOUND, "endpoint: " + settings.name() + " (expected: an address)");
    }

    private Prepared at(String uri, Optional<String> method, EndpointTable.Entry entry, Wish wish) {
        String address = entry.settings().address(uri);
        return new Prepared(
                entry, UriTemplate.scheme(address), entry.settings().request(address, use.mode(), wish, method));
    }

    /** What a sequence set as To, or a SOAP header says; where the message itself was sent to leads nowhere. */
    private static String to(Exchange exchange, String name) {
        Object own = exchange.getProperty("To");
        Object to = own == null ? WsAddressing.header(exchange, "To") : own;
        String uri = to == null ? "" : to.toString().strip();
        if (UriTemplate.scheme(uri).isEmpty()) {
            throw Fault.of(
                    ErrorCode.ENDPOINT_NOT_FOUND,
                    "endpoint: " + name + ": To is '" + uri + "' (expected: an absolute URI; set it with <header"
                            + " name=\"To\">, or use an endpoint with an address)");
        }
        return uri;
    }

    private Sender sender(Prepared prepared) {
        String name = prepared.entry().settings().name();
        if (!prepared.entry().health().isReady()) {
            throw Fault.of(ErrorCode.ENDPOINT_SUSPENDED, "endpoint: " + name + " is suspended")
                    .withHttpStatus(UNAVAILABLE);
        }
        return sender(prepared.scheme(), name);
    }

    private Sender sender(String scheme, String name) {
        Sender sender = services.senders().get(scheme);
        if (sender != null) {
            return sender;
        }
        // Fails as one that cannot connect: groups go on to the next endpoint, and this one may be suspended.
        Fault fault = Fault.of(ErrorCode.CONNECTION_FAILED, "endpoint: " + name + ": " + whyNoSender(scheme))
                .withHttpStatus(UNAVAILABLE);
        return (exchange, request, callback) -> failed(fault, exchange, callback);
    }

    private static String whyNoSender(String scheme) {
        if (scheme.equals("ws") || scheme.equals("wss")) {
            return "the sender for " + scheme + ":// is disabled (MYL-2010)";
        }
        return new Unsupported(Unsupported.Kind.TRANSPORT, scheme).isListed()
                ? "the transport " + scheme + " is not there in this version (MYL-2018)"
                : "nothing can send to the scheme " + scheme
                        + " (expected: ws, wss, http, https, local, connection or camel; MYL-2012)";
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
