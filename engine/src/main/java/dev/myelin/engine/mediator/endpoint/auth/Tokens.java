package dev.myelin.engine.mediator.endpoint.auth;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.Source;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of one endpoint, by what they were asked with: one request for a token is under way at a time, and whoever
 * needs it waits for that one. Thread-safe.
 */
final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final int MAX_KEPT = 256;

    private final InstantSource clock;
    private final Map<TokenRequest.Filled, CompletableFuture<Token>> tokens = new LinkedHashMap<>();

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** A token that is good, or will be; fails with a {@link Fault}. */
    CompletableFuture<Token> get(TokenRequest.Filled wanted, Sender http, CamelContext context) {
        CompletableFuture<Token> made;
        synchronized (tokens) {
            CompletableFuture<Token> known = tokens.get(wanted);
            if (known != null && (!known.isDone() || isGood(known))) {
                return known;
            }
            made = new CompletableFuture<>();
            tokens.put(wanted, made);
            if (tokens.size() > MAX_KEPT) {
                tokens.remove(tokens.keySet().iterator().next());
            }
        }
        ask(wanted, http, context, made);
        return made;
    }

    /** The back-end does not take {@code token} any more. */
    void drop(TokenRequest.Filled wanted, Token token) {
        synchronized (tokens) {
            CompletableFuture<Token> known = tokens.get(wanted);
            if (known != null
                    && known.isDone()
                    && !known.isCompletedExceptionally()
                    && known.join().equals(token)) {
                tokens.remove(wanted);
            }
        }
    }

    private boolean isGood(CompletableFuture<Token> known) {
        return !known.isCompletedExceptionally() && known.join().isGood(clock.instant());
    }

    private void ask(TokenRequest.Filled wanted, Sender http, CamelContext context, CompletableFuture<Token> made) {
        Exchange call = new DefaultExchange(context, ExchangePattern.InOut);
        MessageContext.attach(call, Source.NONE);
        call.getMessage().setHeader("Accept", "application/json");
        wanted.headers().forEach(call.getMessage()::setHeader);
        call.getMessage().setBody(Payload.ofText(form(wanted.form()), "application/x-www-form-urlencoded"));
        http.send(call, wanted.request(), doneSync -> {
            try {
                made.complete(read(call));
            } catch (RuntimeException e) {
                Fault fault = failure(wanted, e);
                LOG.warn("{}", fault.getMessage());
                made.completeExceptionally(fault);
            }
        });
    }

    private Token read(Exchange call) {
        if (call.getException() != null) {
            throw FaultProperties.faultOf(call.getException());
        }
        String status = String.valueOf(MessageContext.get(call, Scope.AXIS2, "HTTP_SC"));
        if (!status.startsWith("2")) {
            throw Fault.of(ErrorCode.SENDER_IO_RECEIVING, "the token server answered " + status);
        }
        return Token.of(Payload.of(call).as("application/json").json(), clock.instant());
    }

    private static Fault failure(TokenRequest.Filled wanted, RuntimeException cause) {
        Fault fault = FaultProperties.faultOf(cause);
        int code = fault.code() >= 101_000 && fault.code() < 102_000 ? fault.code() : ErrorCode.SENDER_IO_RECEIVING;
        return Fault.of(code, "oauth: no token from " + wanted.url() + ": " + fault.message());
    }

    private static String form(Map<String, String> parameters) {
        QueryStringEncoder query = new QueryStringEncoder("");
        parameters.forEach(query::addParam);
        String text = query.toString();
        return text.startsWith("?") ? text.substring(1) : text;
    }
}
