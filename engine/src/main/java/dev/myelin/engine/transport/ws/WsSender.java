package dev.myelin.engine.transport.ws;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.Source;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Sends to {@code ws://} and {@code wss://}: messages of a session on its own legs, requests and all others through the pool. */
final class WsSender implements Sender {
    private final boolean wsEnabled;
    private final boolean wssEnabled;
    private final BackendPool pool;

    WsSender(DeploymentConfig config, BackendPool pool) {
        this.wsEnabled = config.ws().enabled();
        this.wssEnabled = config.wss().enabled();
        this.pool = pool;
    }

    @Override
    public boolean send(Exchange exchange, SendRequest request, AsyncCallback callback) {
        boolean tls = request.address().startsWith("wss:");
        if (tls ? !wssEnabled : !wsEnabled) {
            String name = tls ? "wss" : "ws";
            exchange.setException(Fault.of(
                            ErrorCode.CONNECTION_FAILED,
                            "MYL-2010: the " + name + " sender is disabled; add sender.enable = true to [transport."
                                    + name + "] of deployment.toml")
                    .withHttpStatus(503));
            callback.done(true);
            return true;
        }
        Source source = MessageContext.of(exchange).source();
        if (source instanceof SessionSource session && !asks(exchange, request)) {
            return session.session().sendToBackend(exchange, session.event(), request, callback);
        }
        return pool.send(exchange, request, callback);
    }

    /** Whether a message of a session waits for a reply, which comes over connections that all callers share. */
    private static boolean asks(Exchange exchange, SendRequest request) {
        return request.correlation().isPresent()
                && request.mode() == SendRequest.Mode.CALL
                && !MessageContext.isTrueAnywhere(exchange, "OUT_ONLY");
    }
}
