package dev.myelin.engine.management;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that cannot be fulfilled: answered with {@code application/problem+json} (RFC 9457). */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpResponseStatus status;

    /** With what was wrong, in the form {@code name: value (expected: rule)} where it is a value. */
    Problem(HttpResponseStatus status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    static Problem badRequest(String detail) {
        return new Problem(HttpResponseStatus.BAD_REQUEST, detail);
    }

    static Problem notFound(String detail) {
        return new Problem(HttpResponseStatus.NOT_FOUND, detail);
    }

    HttpResponseStatus status() {
        return status;
    }

    Reply reply() {
        Reply reply = Reply.json(status);
        reply.body().put("type", "about:blank");
        reply.body().put("title", status.reasonPhrase());
        reply.body().put("status", status.code());
        reply.body().put("detail", getMessage());
        return reply.as("application/problem+json");
    }
}
