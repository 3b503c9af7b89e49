package dev.myelin.engine.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.SessionDetails;
import dev.myelin.engine.session.SessionRegistry;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/** {@code /application/websockets}: who is connected to what, for a look at what goes on. */
final class WebSocketListing {
    private final SessionRegistry sessions;

    WebSocketListing(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    /** Adds its request. */
    void addTo(Routes routes) {
        routes.later(HttpMethod.GET, "/application/websockets", this::list);
    }

    /** Each session tells of itself on its own thread; the last one answers. */
    private void list(Call call, Consumer<Reply> reply) {
        call.allowQuery("limit");
        List<LiveSession> page =
                sessions.page("", any -> true, Listing.limit(call)).sessions();
        AtomicReferenceArray<SessionDetails> told = new AtomicReferenceArray<>(page.size());
        AtomicInteger left = new AtomicInteger(page.size());
        if (page.isEmpty()) {
            reply.accept(answer(page, told));
        }
        for (int i = 0; i < page.size(); i++) {
            int place = i;
            page.get(i).describe(details -> {
                told.set(place, details);
                if (left.decrementAndGet() == 0) {
                    reply.accept(answer(page, told));
                }
            });
        }
    }

    private static Reply answer(List<LiveSession> page, AtomicReferenceArray<SessionDetails> told) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < page.size(); i++) {
            describe(page.get(i), told.get(i), all.addObject());
        }
        return Reply.text("application/json", all.toString());
    }

    private static void describe(LiveSession session, SessionDetails details, ObjectNode body) {
        body.put("sessionId", session.id());
        body.put("clientRemoteAddress", session.peerAddress());
        body.put("clientUserAgent", details.userAgent());
        body.put("listener", session.inboundEndpoint());
        body.put("clientUri", session.path());
        ArrayNode backends = body.putArray("serverUris");
        details.backends().forEach(backends::add);
        body.put("connectedAt", session.connectedAt().toString());
    }
}
