package dev.myelin.engine.management;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that cannot be fulfilled: answered with {@code application/problem+json} (RFC 9457). */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpResponseStatus status;

    private final String awsType;

    /** With what was wrong, in the form {@code name: value (expected: rule)} where it is a value. */
    Problem(HttpResponseStatus status, String detail) {
        this(status, detail, "");
    }

    /** One that Amazon's SDKs know by the name {@code awsType}; empty for none. */
    Problem(HttpResponseStatus status, String detail, String awsType) {
        super(detail, null, false, false);
        this.status = status;
        this.awsType = awsType;
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
        return (awsType.isEmpty() ? reply : reply.with("x-amzn-ErrorType", awsType)).as("application/problem+json");
    }
}
