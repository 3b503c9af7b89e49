package dev.myelin.engine.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.session.GroupDelivery;
import dev.myelin.engine.session.GroupPage;
import dev.myelin.engine.session.GroupSummary;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.Names;
import dev.myelin.engine.session.PushedMessage;
import dev.myelin.engine.session.SessionRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;

/** {@code /management/groups}: the groups of sessions. */
final class Groups {
    private final SessionRegistry sessions;
    private final Listing listing;

    Groups(SessionRegistry sessions) {
        this.sessions = sessions;
        this.listing = new Listing(sessions);
    }

    /** Adds its requests. */
    void addTo(Routes routes) {
        String member = "/management/groups/{name}/members/{id}";
        routes.plain(HttpMethod.GET, "/management/groups", this::list)
                .plain(HttpMethod.GET, "/management/groups/{name}", this::get)
                .later(HttpMethod.PUT, member, this::join)
                .later(HttpMethod.DELETE, member, this::leave)
                .later(HttpMethod.POST, "/management/groups/{name}/messages", this::send);
    }

    private Reply list(Call call) {
        call.allowQuery("limit", "cursor");
        GroupPage page = sessions.groups(Listing.cursor(call), Listing.limit(call));
        Reply reply = Reply.ok();
        ArrayNode items = reply.body().putArray("items");
        page.groups().forEach(group -> describe(group, items.addObject()));
        Listing.next(page.next(), reply.body());
        return reply;
    }

    private static void describe(GroupSummary group, ObjectNode body) {
        body.put("name", group.name());
        body.put("members", group.members());
    }

    private Reply get(Call call) {
        call.allowQuery("limit", "cursor");
        String name = name(call);
        Reply reply = Reply.ok();
        describe(
                sessions.group(name)
                        .orElseThrow(() -> Problem.notFound("group: " + name + " (expected: one that has members)")),
                reply.body());
        listing.add(
                sessions.members(name, Listing.sessionCursor(call), any -> true, Listing.limit(call)), reply.body());
        return reply;
    }

    private static String name(Call call) {
        return Marks.sound(() -> Names.check("group", call.variable("name")));
    }

    private void join(Call call, Consumer<Reply> reply) {
        call.allowQuery();
        String name = name(call);
        LiveSession session = listing.find(call);
        sessions.join(session, name, Marks.answer(session, reply));
    }

    private void leave(Call call, Consumer<Reply> reply) {
        call.allowQuery();
        String name = name(call);
        LiveSession session = listing.find(call);
        sessions.leave(session, name, Marks.answer(session, reply));
    }

    private void send(Call call, Consumer<Reply> reply) {
        call.allowQuery();
        String name = name(call);
        Content content = Content.of(call);
        PushedMessage message = PushedMessage.of(content.text(), content.body(), PooledByteBufAllocator.DEFAULT);
        sessions.send(name, message, delivery -> reply.accept(outcome(delivery)));
    }

    private static Reply outcome(GroupDelivery delivery) {
        if (delivery.isTooLarge()) {
            return new Problem(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "body: larger than ws.max.message.size")
                    .reply();
        }
        if (delivery.noRoom()) {
            return new Problem(
                            HttpResponseStatus.SERVICE_UNAVAILABLE,
                            "body: not sent, [websocket] max_buffered has no room for it")
                    .reply();
        }
        Reply reply = Reply.ok();
        reply.body().put("members", delivery.members());
        reply.body().put("taken", delivery.taken());
        reply.body().put("gone", delivery.gone());
        reply.body().put("tooSlow", delivery.tooSlow());
        reply.body().put("tooLarge", delivery.tooLarge());
        return reply;
    }
}
