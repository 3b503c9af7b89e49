package dev.myelin.engine.mediator;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * {@code <log>}: one line to the logger {@code myelin.log.NAME}. At a disabled category nothing is rendered and no
 * expression is evaluated.
 */
public final class LogMediator implements Processor {
    private static final int HEX_BYTES = 64;
    private static final Set<String> SECRETS =
            Set.of("authorization", "cookie", "set-cookie", "proxy-authorization", "sec-websocket-protocol");

    private final Logger logger;
    private final Style style;
    private final int maxPayload;

    /** What is written. */
    public enum Detail {
        /** To, WSAction, SOAPAction, ReplyTo, MessageID, Direction. */
        SIMPLE,
        /** These and the transport headers. */
        HEADERS,
        /** Those of {@link #SIMPLE} and the payload. */
        FULL,
        /** Only the properties. */
        CUSTOM
    }

    /**
     * A property of the mediator.
     *
     * @param name what stands before the value
     * @param value the value
     */
    public record Field(String name, TextSource value) {}

    /**
     * What the attributes say.
     *
     * @param detail {@code level}
     * @param level {@code category}; FATAL is ERROR
     * @param separator between two values
     * @param text the text of {@code message}, and what else is written
     * @param fields the properties
     */
    public record Style(Detail detail, Level level, String separator, Text text, List<Field> fields) {}

    /**
     * What {@code message} says.
     *
     * @param message the text; none where there is no such element
     * @param id whether the message's id follows
     * @param payload whether the payload follows
     */
    public record Text(Optional<TextSource> message, boolean id, boolean payload) {
        /** Nothing. */
        public static final Text NONE = new Text(Optional.empty(), false, false);
    }

    /**
     * Writes for one artefact.
     *
     * @param artefact the sequence or artefact that the mediator stands in
     * @param maxPayload bytes of a text payload that are written
     */
    public LogMediator(String artefact, Style style, int maxPayload) {
        this.logger = LoggerFactory.getLogger("myelin.log." + artefact);
        this.style = style;
        this.maxPayload = maxPayload;
    }

    @Override
    public void process(Exchange exchange) {
        if (logger.isEnabledForLevel(style.level())) {
            logger.atLevel(style.level()).log(render(exchange));
        }
    }

    /** The line as it is written. */
    String render(Exchange exchange) {
        StringBuilder out = new StringBuilder(256);
        if (style.detail() != Detail.CUSTOM) {
            address(exchange, out);
        }
        text(style.text(), exchange, out);
        if (style.detail() == Detail.HEADERS) {
            headers(exchange, out);
        }
        for (Field field : style.fields()) {
            separate(out)
                    .append(field.name())
                    .append(" = ")
                    .append(field.value().text(exchange));
        }
        if (style.detail() == Detail.FULL || style.text().payload()) {
            payload(Payload.of(exchange), separate(out).append("Payload: "));
        }
        return out.toString();
    }

    private void text(Text text, Exchange exchange, StringBuilder out) {
        text.message().ifPresent(message -> separate(out).append(message.text(exchange)));
        if (text.id() && style.detail() == Detail.CUSTOM) {
            field(out, "MessageID", id(exchange));
        }
    }

    private static String id(Exchange exchange) {
        String id = MessageContext.text(exchange, Scope.DEFAULT, "MessageID");
        return id == null ? exchange.getExchangeId() : id;
    }

    private void address(Exchange exchange, StringBuilder out) {
        String to = MessageContext.text(exchange, Scope.DEFAULT, "To");
        String url = to == null ? MessageContext.text(exchange, Scope.AXIS2, "TransportInURL") : to;
        out.append("To: ").append(url == null ? "" : url);
        field(out, "From", MessageContext.text(exchange, Scope.DEFAULT, "From"));
        field(out, "WSAction", MessageContext.text(exchange, Scope.DEFAULT, "Action"));
        field(out, "SOAPAction", MessageContext.text(exchange, Scope.TRANSPORT, "SOAPAction"));
        field(out, "ReplyTo", MessageContext.text(exchange, Scope.DEFAULT, "ReplyTo"));
        field(out, "MessageID", id(exchange));
        field(out, "Direction", MessageContext.of(exchange).isResponse() ? "response" : "request");
    }

    private void headers(Exchange exchange, StringBuilder out) {
        for (Map.Entry<String, Object> header :
                exchange.getMessage().getHeaders().entrySet()) {
            String name = header.getKey();
            if (!name.startsWith("Camel")) {
                boolean secret = SECRETS.contains(name.toLowerCase(Locale.ROOT));
                field(out, name, secret ? "***" : String.valueOf(header.getValue()));
            }
        }
    }

    private void field(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            separate(out).append(name).append(": ").append(value);
        }
    }

    private StringBuilder separate(StringBuilder out) {
        return out.isEmpty() ? out : out.append(style.separator());
    }

    private void payload(Payload payload, StringBuilder out) {
        switch (payload.kind()) {
            case EMPTY -> {}
            case BINARY -> hex(payload, out);
            case TEXT -> {
                if (payload.size() <= maxPayload) {
                    out.append(payload.text());
                } else {
                    cut(payload, out);
                }
            }
        }
    }

    private static void hex(Payload payload, StringBuilder out) {
        ByteBuf bytes = payload.buffer();
        int shown = Math.min(HEX_BYTES, bytes.readableBytes());
        out.append(payload.size()).append(" bytes: ").append(ByteBufUtil.hexDump(bytes, bytes.readerIndex(), shown));
        if (shown < payload.size()) {
            out.append("...");
        }
    }

    private void cut(Payload payload, StringBuilder out) {
        ByteBuf bytes = payload.buffer();
        int end = maxPayload;
        // Not in the middle of a character: back to before its first byte.
        while (end > 0 && (bytes.getByte(bytes.readerIndex() + end) & 0xC0) == 0x80) {
            end--;
        }
        out.append(bytes.toString(bytes.readerIndex(), end, StandardCharsets.UTF_8))
                .append("... (")
                .append(payload.size())
                .append(" bytes)");
    }
}
