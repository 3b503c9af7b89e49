package dev.myelin.engine.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.myelin.engine.message.JsonReason;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.Names;
import dev.myelin.engine.session.SessionRegistry;
import io.netty.buffer.ByteBufInputStream;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** {@code /management/connections/{id}/labels}: what operators say of a session. */
final class Labels {
    private static final JsonFactory JSON = new JsonFactory();

    private final SessionRegistry sessions;
    private final Listing listing;

    Labels(SessionRegistry sessions) {
        this.sessions = sessions;
        this.listing = new Listing(sessions);
    }

    /** Adds its requests. */
    void addTo(Routes routes) {
        String label = "/management/connections/{id}/labels/{name}";
        routes.later(HttpMethod.PUT, label, this::set).later(HttpMethod.DELETE, label, this::remove);
    }

    /** The filter {@code label}: NAME, or NAME=VALUE. */
    static Predicate<LiveSession> filter(String wanted, SessionRegistry sessions) {
        int sign = wanted.indexOf('=');
        String name = sign < 0 ? wanted : wanted.substring(0, sign);
        Optional<String> value = sign < 0 ? Optional.empty() : Optional.of(wanted.substring(sign + 1));
        return session -> {
            String given = sessions.marks(session).labels().get(name);
            return given != null && value.map(given::equals).orElse(true);
        };
    }

    private void set(Call call, Consumer<Reply> reply) {
        String value = value(call);
        label(call, value.isEmpty() ? Optional.empty() : Optional.of(value), reply);
    }

    private void remove(Call call, Consumer<Reply> reply) {
        label(call, Optional.empty(), reply);
    }

    private void label(Call call, Optional<String> value, Consumer<Reply> reply) {
        call.allowQuery();
        String name = Marks.sound(() -> Names.check("label", call.variable("name")));
        value.ifPresent(text -> Marks.sound(() -> Names.checkValue(name, text)));
        LiveSession session = listing.find(call);
        sessions.label(session, name, value, Marks.answer(session, reply));
    }

    /** The body: a text, or as JSON <code>{"value": "..."}</code>. */
    private static String value(Call call) {
        if (!call.mediaType().equals("application/json")) {
            return call.body().toString(call.charset());
        }
        Content.of(call);
        try (JsonParser parser = JSON.createParser(
                (InputStream) new ByteBufInputStream(call.body().duplicate()))) {
            if (parser.nextToken() == JsonToken.START_OBJECT
                    && "value".equals(parser.nextFieldName())
                    && parser.nextToken() == JsonToken.VALUE_STRING) {
                String value = parser.getText();
                if (parser.nextToken() == JsonToken.END_OBJECT) {
                    return value;
                }
            }
        } catch (IOException broken) {
            throw Problem.badRequest("body: " + JsonReason.of(broken));
        }
        throw Problem.badRequest("body: (expected: {\"value\": \"...\"}, or a text)");
    }
}
