package dev.myelin.engine.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.session.SessionDetails;
import dev.myelin.engine.session.SessionRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code /@connections/{id}}: what programs written for the connections of Amazon API Gateway ask. Its SDKs put the name of the
 * stage before it, which means nothing here.
 */
final class AwsConnections {
    private final SessionRegistry sessions;

    AwsConnections(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    /** Adds its requests. */
    void addTo(Routes routes) {
        for (String path : new String[] {"/@connections/{id}", "/{stage}/@connections/{id}"}) {
            routes.later(HttpMethod.GET, path, this::get)
                    .later(HttpMethod.POST, path, this::send)
                    .plain(HttpMethod.DELETE, path, this::close);
        }
    }

    private Optional<LiveSession> find(Call call) {
        return sessions.find(call.variable("id"));
    }

    private void get(Call call, Consumer<Reply> reply) {
        find(call)
                .ifPresentOrElse(
                        session -> session.describe(details -> reply.accept(describe(details))),
                        () -> reply.accept(gone()));
    }

    private static Reply describe(SessionDetails details) {
        Reply reply = Reply.ok();
        ObjectNode body = reply.body();
        body.put("connectedAt", details.session().connectedAt().toString());
        ObjectNode identity = body.putObject("identity");
        identity.put("sourceIp", details.session().peerAddress());
        identity.put("userAgent", details.userAgent());
        body.put("lastActiveAt", details.lastReceived().toString());
        return reply;
    }

    /** Text when it is UTF-8, as what programs send there nearly always is. */
    private void send(Call call, Consumer<Reply> reply) {
        ByteBuf body = call.body();
        boolean text = ByteBufUtil.isText(body, StandardCharsets.UTF_8);
        find(call)
                .ifPresentOrElse(
                        session ->
                                session.push(text, body.retainedDuplicate(), result -> reply.accept(outcome(result))),
                        () -> reply.accept(gone()));
    }

    private static Reply outcome(PushResult result) {
        return switch (result) {
            case TAKEN -> Reply.ok().asEmpty();
            case GONE, TOO_SLOW -> gone();
            case TOO_LARGE ->
                error(
                        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                        "PayloadTooLargeException",
                        "larger than ws.max.message.size");
        };
    }

    private Reply close(Call call) {
        Optional<LiveSession> session = find(call);
        session.ifPresent(found -> found.close(CloseCause.REQUESTED, new CloseStatus(CloseStatus.NORMAL, "")));
        return session.isPresent() ? Reply.done() : gone();
    }

    private static Reply gone() {
        return error(HttpResponseStatus.GONE, "GoneException", "the connection is not there");
    }

    private static Reply error(HttpResponseStatus status, String type, String message) {
        Reply reply = Reply.json(status).with("x-amzn-ErrorType", type);
        reply.body().put("message", message);
        return reply;
    }
}
