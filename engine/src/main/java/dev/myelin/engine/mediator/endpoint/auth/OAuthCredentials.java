package dev.myelin.engine.mediator.endpoint.auth;

import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A token with each request; another one when the back-end answers 401 to it, once. */
public final class OAuthCredentials implements Credentials {
    private static final int UNAUTHORIZED = 401;

    private final TokenRequest request;
    private final Tokens tokens;

    /** Tokens are asked for as {@code request} says. */
    public OAuthCredentials(TokenRequest request, InstantSource clock) {
        this.request = request;
        this.tokens = new Tokens(clock);
    }

    @Override
    public boolean send(Sender http, Exchange exchange, SendRequest sent, AsyncCallback callback) {
        return new Attempt(http, exchange, sent, callback).start();
    }

    /** One message: sent with the token that is there, and a second time with a new one. */
    private final class Attempt {
        private final Sender http;
        private final Exchange exchange;
        private final SendRequest sent;
        private final AsyncCallback callback;
        private final TokenRequest.Filled wanted;
        private final @Nullable Object body;
        private final Map<String, Object> headers;
        private boolean refused;

        Attempt(Sender http, Exchange exchange, SendRequest sent, AsyncCallback callback) {
            this.http = http;
            this.exchange = exchange;
            this.sent = sent;
            this.callback = Credentials.forgettingOnFailure(exchange, callback);
            this.wanted = request.fill(exchange);
            this.body = exchange.getMessage().getBody();
            this.headers = new HashMap<>(exchange.getMessage().getHeaders());
        }

        boolean start() {
            withToken(true);
            return false;
        }

        private void withToken(boolean first) {
            tokens.get(wanted, http, exchange.getContext()).whenComplete((token, failure) -> {
                if (token != null) {
                    send(token, first);
                } else {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    exchange.setException(cause instanceof Exception known ? known : new IllegalStateException(cause));
                    callback.done(false);
                }
            });
        }

        private void send(Token token, boolean first) {
            exchange.getMessage().setHeader(AUTHORIZATION, "Bearer " + token.value());
            SendRequest checked = first ? sent.checkedBy((status, reply) -> !refuses(status)) : sent;
            http.send(exchange, checked, doneSync -> {
                if (refused && first) {
                    refused = false;
                    tokens.drop(wanted, token);
                    exchange.setException(null);
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                    withToken(false);
                } else {
                    callback.done(false);
                }
            });
        }

        private boolean refuses(int status) {
            refused = status == UNAUTHORIZED;
            return refused;
        }
    }
}
