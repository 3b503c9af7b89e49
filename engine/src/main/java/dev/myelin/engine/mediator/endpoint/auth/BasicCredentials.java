package dev.myelin.engine.mediator.endpoint.auth;

import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Name and password with each request (RFC 7617). */
public final class BasicCredentials implements Credentials {
    private final TextSource name;
    private final TextSource password;

    /** Each may be an expression. */
    public BasicCredentials(TextSource name, TextSource password) {
        this.name = name;
        this.password = password;
    }

    @Override
    public boolean send(Sender http, Exchange exchange, SendRequest request, AsyncCallback callback) {
        exchange.getMessage().setHeader(AUTHORIZATION, header(name.text(exchange), password.text(exchange)));
        return http.send(exchange, request, Credentials.forgettingOnFailure(exchange, callback));
    }

    static String header(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
