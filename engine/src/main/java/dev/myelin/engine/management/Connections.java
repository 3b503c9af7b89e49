package dev.myelin.engine.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.config.Durations;
import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.session.SessionDetails;
import dev.myelin.engine.session.SessionPage;
import dev.myelin.engine.session.SessionRegistry;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** {@code /management/connections}: the live WebSocket sessions. */
final class Connections {
    private static final int MAX_REASON_BYTES = 123;
    private static final int LAST_CODE = 4999;

    private final SessionRegistry sessions;
    private final Listing listing;

    Connections(SessionRegistry sessions) {
        this.sessions = sessions;
        this.listing = new Listing(sessions);
    }

    /** Adds its requests. */
    void addTo(Routes routes) {
        routes.plain(HttpMethod.GET, "/management/connections", this::list)
                .later(HttpMethod.GET, "/management/connections/{id}", this::get)
                .plain(HttpMethod.DELETE, "/management/connections/{id}", this::close)
                .later(HttpMethod.POST, "/management/connections/{id}/messages", this::send);
    }

    private Reply list(Call call) {
        call.allowQuery("listener", "path", "peer", "label", "group", "age", "limit", "cursor");
        int limit = Listing.limit(call);
        String cursor = Listing.sessionCursor(call);
        Predicate<LiveSession> filter = filter(call);
        SessionPage page = call.query("group")
                .map(group -> sessions.members(group, cursor, filter, limit))
                .orElseGet(() -> sessions.page(cursor, filter, limit));
        Reply reply = Reply.ok();
        listing.add(page, reply.body());
        return reply;
    }

    private Predicate<LiveSession> filter(Call call) {
        Optional<String> listener = call.query("listener");
        Optional<String> path = call.query("path");
        Optional<String> peer = call.query("peer");
        Optional<Instant> before = call.query("age").map(text -> Instant.now().minus(age(text)));
        Predicate<LiveSession> label = call.query("label")
                .map(wanted -> Labels.filter(wanted, sessions))
                .orElse(any -> true);
        return session -> listener.map(session.inboundEndpoint()::equals).orElse(true)
                && path.map(session.path()::equals).orElse(true)
                && peer.map(session.peerAddress()::equals).orElse(true)
                && before.map(moment -> !session.connectedAt().isAfter(moment)).orElse(true)
                && label.test(session);
    }

    private static Duration age(String text) {
        try {
            return Durations.parse(text, ChronoUnit.SECONDS);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("age: " + e.getMessage());
        }
    }

    private void get(Call call, Consumer<Reply> reply) {
        call.allowQuery();
        listing.find(call).describe(details -> reply.accept(describe(details)));
    }

    private Reply describe(SessionDetails details) {
        Reply reply = Reply.ok();
        ObjectNode body = reply.body();
        listing.describe(details.session(), body);
        Instant now = Instant.now();
        body.put("tier", details.tier());
        body.put("subprotocol", details.subprotocol());
        body.put("userAgent", details.userAgent());
        body.put("lastReceivedAt", details.lastReceived().toString());
        body.put(
                "ageMillis",
                Duration.between(details.session().connectedAt(), now).toMillis());
        body.put(
                "idleMillis",
                Math.max(0, Duration.between(details.lastReceived(), now).toMillis()));
        traffic(details.fromClient(), body.putObject("fromClient"));
        traffic(details.toClient(), body.putObject("toClient"));
        ArrayNode backends = body.putArray("backends");
        details.backends().forEach(backends::add);
        return reply;
    }

    private static void traffic(SessionDetails.Traffic traffic, ObjectNode body) {
        body.put("messages", traffic.messages());
        body.put("bytes", traffic.bytes());
    }

    private Reply close(Call call) {
        call.allowQuery("code", "reason");
        int code = call.number("code", CloseStatus.NORMAL, LAST_CODE, CloseStatus.NORMAL);
        if (!CloseStatus.isLegalOnWire(code)) {
            throw Problem.badRequest("code: " + code + " (expected: a close code that RFC 6455 lets a server send)");
        }
        String reason = call.query("reason").orElse("");
        if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            throw Problem.badRequest("reason: (expected: at most " + MAX_REASON_BYTES + " bytes in UTF-8)");
        }
        listing.find(call).close(CloseCause.REQUESTED, new CloseStatus(code, reason));
        return Reply.done();
    }

    private void send(Call call, Consumer<Reply> reply) {
        call.allowQuery();
        LiveSession session = listing.find(call);
        Content content = Content.of(call);
        session.push(
                content.text(),
                content.body().retainedDuplicate(),
                result -> reply.accept(outcome(result, session.id())));
    }

    private static Reply outcome(PushResult result, String id) {
        return switch (result) {
            case TAKEN -> Reply.done();
            case GONE -> new Problem(HttpResponseStatus.GONE, "connection " + id + " is closing").reply();
            case TOO_LARGE ->
                new Problem(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "body: larger than ws.max.message.size")
                        .reply();
            case TOO_SLOW ->
                new Problem(
                                HttpResponseStatus.SERVICE_UNAVAILABLE,
                                "connection " + id + " did not take what was pushed to it, and is closed for that")
                        .reply();
        };
    }
}
