package dev.myelin.engine.mediator.endpoint.auth;

import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.SendRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * What a token server is asked with (RFC 6749, section 4), as a configuration says it.
 *
 * @param url of the token server
 * @param form the parameters of the grant, {@code grant_type} among them
 * @param id of this client
 * @param secret of this client
 * @param inHeader whether id and secret go into a header, else into the form
 * @param headers more headers
 * @param timeout the longest wait for the token server
 */
public record TokenRequest(
        TextSource url,
        Map<String, TextSource> form,
        Optional<TextSource> id,
        Optional<TextSource> secret,
        boolean inHeader,
        Map<String, TextSource> headers,
        Duration timeout) {

    /** What it is for a message. */
    Filled fill(Exchange exchange) {
        Map<String, String> parameters = texts(form, exchange);
        Map<String, String> lines = texts(headers, exchange);
        String client = text(id, exchange);
        String password = text(secret, exchange);
        if (inHeader && !client.isEmpty()) {
            lines.put(Credentials.AUTHORIZATION, BasicCredentials.header(client, password));
        } else if (!client.isEmpty()) {
            parameters.put("client_id", client);
            parameters.put("client_secret", password);
        }
        return new Filled(url.text(exchange).strip(), parameters, lines, timeout);
    }

    private static String text(Optional<TextSource> source, Exchange exchange) {
        return source.map(each -> each.text(exchange)).orElse("");
    }

    private static Map<String, String> texts(Map<String, TextSource> sources, Exchange exchange) {
        Map<String, String> texts = new LinkedHashMap<>();
        sources.forEach((name, source) -> texts.put(name, source.text(exchange)));
        return texts;
    }

    /**
     * A request for a token: the same one has the same token.
     *
     * @param url of the token server
     * @param form what is posted
     * @param headers more headers
     * @param timeout the longest wait
     */
    record Filled(String url, Map<String, String> form, Map<String, String> headers, Duration timeout) {
        SendRequest request() {
            return new SendRequest(
                    url,
                    SendRequest.Mode.CALL,
                    timeout,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(SendRequest.METHOD, "POST"));
        }

        /** Has secrets: never logged. */
        @Override
        public String toString() {
            return "request for a token to " + url;
        }
    }
}
