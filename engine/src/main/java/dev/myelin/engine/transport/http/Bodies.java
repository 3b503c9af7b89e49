package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.ContentCoding;
import dev.myelin.engine.message.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The bodies of HTTP and their content codings (RFC 9110 section 8.4): who looks at a body sees it without its coding; one that
 * nobody replaced goes on as it came.
 */
final class Bodies {
    private static final Pattern REFUSED = Pattern.compile(";\\s*q\\s*=\\s*0(?:\\.0{0,3})?\\s*$");

    private Bodies() {}

    /**
     * What goes out.
     *
     * @param content the bytes
     * @param coding that they have; empty for none
     */
    record Body(ByteBuf content, String coding) {
        static final Body NONE = new Body(Unpooled.EMPTY_BUFFER, "");

        /** Sets {@code Content-Encoding}, which no message brings along: it is told by the bytes. */
        void describe(HttpHeaders headers) {
            if (!coding.isEmpty()) {
                headers.set(HttpHeaderNames.CONTENT_ENCODING, coding);
            }
        }
    }

    /** A body that has come; {@code limit} holds also for what it is without its coding. */
    static Payload received(ByteBuf content, HttpHeaders headers, int limit) {
        if (!content.isReadable()) {
            return Payload.empty();
        }
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        byte[] bytes = ByteBufUtil.getBytes(content);
        String contentType = type == null ? "" : type;
        return headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                ? ContentCoding.of(String.join(",", headers.getAll(HttpHeaderNames.CONTENT_ENCODING)), limit)
                        .map(coding -> Payload.ofBytes(bytes, contentType, coding))
                        .orElseGet(() -> Payload.ofBytes(bytes, contentType))
                : Payload.ofBytes(bytes, contentType);
    }

    /** The body for a back-end. */
    static Body toBackend(Payload payload) {
        if (payload.kind() == Payload.Kind.EMPTY) {
            return Body.NONE;
        }
        return payload.coding()
                .map(coding -> new Body(Unpooled.wrappedBuffer(payload.codedBytes()), coding.name()))
                .orElseGet(() -> plain(payload));
    }

    /** The body for a caller: without a coding that the caller did not ask for. */
    static Body toCaller(Payload payload, HttpHeaders request) {
        Optional<ContentCoding> coding = payload.coding();
        boolean undo = coding.isPresent()
                && coding.get().isKnown()
                && !accepts(request, coding.get().name());
        return undo ? plain(payload) : toBackend(payload);
    }

    private static Body plain(Payload payload) {
        byte[] bytes = payload.bytes();
        return bytes.length == 0 ? Body.NONE : new Body(Unpooled.wrappedBuffer(bytes), "");
    }

    private static boolean accepts(HttpHeaders request, String coding) {
        boolean any = false;
        for (String header : request.getAll(HttpHeaderNames.ACCEPT_ENCODING)) {
            for (String each : header.split(",")) {
                boolean taken = !REFUSED.matcher(each).find();
                if (name(each).equalsIgnoreCase(coding)) {
                    return taken;
                }
                any |= taken && name(each).equals("*");
            }
        }
        return any;
    }

    private static String name(String accepted) {
        int end = accepted.indexOf(';');
        return (end < 0 ? accepted : accepted.substring(0, end)).strip();
    }

    /** Leaves no codings in {@code Accept-Encoding} that no sequence could look through. */
    static void acceptWhatIsKnown(HttpHeaders headers) {
        List<String> given = headers.getAll(HttpHeaderNames.ACCEPT_ENCODING);
        if (given.isEmpty()) {
            return;
        }
        String known = given.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .filter(each -> ContentCoding.isKnown(name(each)) || name(each).equalsIgnoreCase("identity"))
                .collect(Collectors.joining(", "));
        if (known.isEmpty()) {
            headers.remove(HttpHeaderNames.ACCEPT_ENCODING);
        } else {
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, known);
        }
    }
}
