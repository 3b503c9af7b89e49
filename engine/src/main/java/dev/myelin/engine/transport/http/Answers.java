package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultStatus;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Makes the answers that callers get. */
final class Answers {
    private Answers() {}

    /** 202 without a body: the message was taken. */
    static FullHttpResponse accepted() {
        return withBody(HttpResponseStatus.ACCEPTED, Unpooled.EMPTY_BUFFER);
    }

    /** The answer to a health check. */
    static FullHttpResponse healthy() {
        return withBody(HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
    }

    /** 200 with a document. */
    static FullHttpResponse xml(String document) {
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse answer = withBody(HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/xml; charset=UTF-8");
        return answer;
    }

    /** The message as it is now. Headers that merely came with the request are not sent back. */
    static FullHttpResponse reply(Exchange exchange, HttpSource source) {
        boolean bodyless = MessageContext.isTrue(MessageContext.get(exchange, Scope.AXIS2, "NO_ENTITY_BODY"));
        Payload payload = bodyless ? Payload.empty() : Payload.of(exchange);
        Bodies.Body body = Bodies.toCaller(payload, source.headers());
        FullHttpResponse answer = withBody(HttpResponseStatus.valueOf(status(exchange, 200)), body);
        Message message = exchange.getMessage();
        if (!(message instanceof RequestMessage request) || request.hasOwnHeaders()) {
            if (message.hasHeaders()) {
                HttpHeaders known = MessageContext.of(exchange).isFromBackEnd() ? null : source.headers();
                Headers.copy(message.getHeaders(), answer.headers(), known);
            }
        }
        if (payload.kind() != Payload.Kind.EMPTY) {
            Headers.setContentType(exchange, payload, answer.headers());
        }
        return answer;
    }

    /** The answer to a caller whose message ended in a fault that nothing answered. */
    static FullHttpResponse fault(Exchange exchange, HttpSource source, Fault fault) {
        int status = status(exchange, 0);
        if (status == 0) {
            status = FaultStatus.httpStatus(fault);
        }
        Payload payload = Payload.of(exchange);
        if (MessageContext.of(exchange).isSetSinceFault(payload) && payload.kind() != Payload.Kind.EMPTY) {
            Bodies.Body body = Bodies.toCaller(payload, source.headers());
            FullHttpResponse answer = withBody(HttpResponseStatus.valueOf(status), body);
            Headers.setContentType(exchange, payload, answer.headers());
            return answer;
        }
        return text(HttpResponseStatus.valueOf(status), fault.code(), sentence(status), source.headers());
    }

    /** A refusal before any sequence ran, in a format that the caller reads. */
    static FullHttpResponse refusal(HttpResponseStatus status, HttpHeaders request) {
        return text(status, status.code(), status.reasonPhrase(), request);
    }

    /** 405, or 200 for OPTIONS, with the methods that there are. */
    static FullHttpResponse otherMethods(Set<String> allowed, HttpSource source) {
        FullHttpResponse answer = source.method().equals("OPTIONS")
                ? withBody(HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER)
                : refusal(HttpResponseStatus.METHOD_NOT_ALLOWED, source.headers());
        answer.headers().set(HttpHeaderNames.ALLOW, String.join(", ", allowed));
        return answer;
    }

    /** The fault of an exchange: of its fault sequence, or of an exception that met none; null when it went well. */
    static @Nullable Fault faultOf(Exchange exchange) {
        Exception exception = exchange.getException();
        if (exception instanceof Fault fault) {
            return fault;
        }
        return exception == null
                ? MessageContext.of(exchange).fault()
                : Fault.of(ErrorCode.MEDIATION, String.valueOf(exception.getMessage()));
    }

    private static int status(Exchange exchange, int byDefault) {
        Object value = MessageContext.get(exchange, Scope.AXIS2, "HTTP_SC");
        if (value == null) {
            return byDefault;
        }
        try {
            int status = value instanceof Number number ? number.intValue() : Integer.parseInt(value.toString());
            return status >= 200 && status <= 599 ? status : byDefault;
        } catch (NumberFormatException e) {
            return byDefault;
        }
    }

    private static FullHttpResponse withBody(HttpResponseStatus status, Bodies.Body body) {
        FullHttpResponse answer = withBody(status, body.content());
        body.describe(answer.headers());
        return answer;
    }

    private static FullHttpResponse withBody(HttpResponseStatus status, ByteBuf content) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        if (content == Unpooled.EMPTY_BUFFER) {
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        } else {
            answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        return answer;
    }

    /** Says nothing of back-ends: the log has that. */
    private static String sentence(int status) {
        return switch (status) {
            case 503 -> "The service is not available";
            case 504 -> "The service did not answer in time";
            default -> "The message could not be processed";
        };
    }

    private static FullHttpResponse text(HttpResponseStatus status, int code, String message, HttpHeaders request) {
        String accept = lower(request.get(HttpHeaderNames.ACCEPT));
        String sent = lower(request.get(HttpHeaderNames.CONTENT_TYPE));
        String wanted =
                accept.contains("json") || accept.contains("xml") || accept.contains("text/plain") ? accept : sent;
        Format format = Format.of(wanted);
        byte[] body = format.render(code, message).getBytes(StandardCharsets.UTF_8);
        FullHttpResponse answer = withBody(status, Unpooled.wrappedBuffer(body));
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, format.contentType);
        return answer;
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }

    /** How a short fault is written. The texts need no escaping: they are all of this class. */
    private enum Format {
        JSON("application/json"),
        SOAP11("text/xml; charset=UTF-8"),
        SOAP12("application/soap+xml; charset=UTF-8"),
        XML("application/xml; charset=UTF-8"),
        TEXT("text/plain; charset=UTF-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        static Format of(String type) {
            if (type.contains("json")) {
                return JSON;
            }
            if (type.contains("soap+xml")) {
                return SOAP12;
            }
            if (type.contains("text/xml")) {
                return SOAP11;
            }
            return type.contains("application/xml") ? XML : TEXT;
        }

        String render(int code, String message) {
            return switch (this) {
                case JSON -> "{\"fault\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}";
                case SOAP11 ->
                    "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">"
                            + "<soapenv:Body><soapenv:Fault><faultcode>soapenv:Server</faultcode><faultstring>"
                            + message
                            + "</faultstring><detail><code>" + code
                            + "</code></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>";
                case SOAP12 ->
                    "<soapenv:Envelope xmlns:soapenv=\"http://www.w3.org/2003/05/soap-envelope\">"
                            + "<soapenv:Body><soapenv:Fault><soapenv:Code><soapenv:Value>soapenv:Receiver</soapenv:Value>"
                            + "</soapenv:Code><soapenv:Reason><soapenv:Text xml:lang=\"en\">" + message
                            + "</soapenv:Text></soapenv:Reason><soapenv:Detail><code>" + code
                            + "</code></soapenv:Detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>";
                case XML -> "<fault><code>" + code + "</code><message>" + message + "</message></fault>";
                case TEXT -> code + " " + message + "\n";
            };
        }
    }
}
