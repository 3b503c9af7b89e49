package dev.myelin.engine.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message: bytes or text as they came, with views (text, JSON, XML) made when first asked for and kept.
 * Immutable as to content. The buffer of a received frame belongs to whoever received it and is released when its
 * exchange has ended; nothing here outlives that without a copy ({@link #detached()}). Not thread-safe, like the
 * exchange that it is the body of.
 */
public final class Payload {
    /** What the content is. */
    public enum Kind {
        /** No content at all. */
        EMPTY,
        /** UTF-8 text. */
        TEXT,
        /** Bytes. */
        BINARY
    }

    private final String contentType;
    private final boolean textual;
    private final boolean frame;
    /** As it came, in a content coding. At least one of these five is there from the start. */
    private final @Nullable Coded coded;

    private @Nullable ByteBuf buffer;

    private @Nullable String text;
    private @Nullable JsonNode json;
    private EnvelopeBuilder.@Nullable Tree tree;

    private record Coded(byte[] content, ContentCoding coding) {}

    /** Made of a view; the text is written from it when somebody asks. */
    private Payload(@Nullable JsonNode json, EnvelopeBuilder.@Nullable Tree tree, String contentType) {
        this(null, null, contentType, true, false);
        this.json = json;
        this.tree = tree;
    }

    private Payload(
            @Nullable ByteBuf buffer, @Nullable String text, String contentType, boolean textual, boolean frame) {
        this(null, buffer, text, contentType, textual, frame);
    }

    private Payload(
            @Nullable Coded coded,
            @Nullable ByteBuf buffer,
            @Nullable String text,
            String contentType,
            boolean textual,
            boolean frame) {
        this.coded = coded;
        this.buffer = buffer;
        this.text = text;
        this.contentType = contentType;
        this.textual = textual;
        this.frame = frame;
    }

    /** No content. */
    public static Payload empty() {
        return ofText("", "");
    }

    /** A WebSocket message as received; leaves with the same opcode and bytes if nobody replaces it. */
    public static Payload ofFrame(ByteBuf content, boolean text, String contentType) {
        return new Payload(content, null, contentType, text, true);
    }

    /** Text made by a mediator or received over HTTP. */
    public static Payload ofText(String text, String contentType) {
        return new Payload(null, text, contentType, true, false);
    }

    /**
     * Bytes received over HTTP; text or binary by {@code contentType}. Text in another charset is turned into UTF-8,
     * and {@link #contentType()} then says so.
     */
    public static Payload ofBytes(byte[] content, String contentType) {
        boolean textual = MediaTypes.isText(contentType);
        if (textual) {
            Charset charset = MediaTypes.charsetOf(contentType);
            if (!charset.equals(StandardCharsets.UTF_8)) {
                return ofText(new String(content, charset), MediaTypes.inUtf8(contentType));
            }
        }
        return new Payload(Unpooled.wrappedBuffer(content), null, contentType, textual, false);
    }

    /** As {@link #ofBytes(byte[], String)}, of bytes in a content coding, which is undone when somebody looks at the content. */
    public static Payload ofBytes(byte[] content, String contentType, ContentCoding coding) {
        boolean textual = MediaTypes.isText(contentType);
        if (textual && coding.isKnown() && !MediaTypes.charsetOf(contentType).equals(StandardCharsets.UTF_8)) {
            return ofBytes(coding.undo(content), contentType);
        }
        return new Payload(new Coded(content, coding), null, null, contentType, textual, false);
    }

    /** JSON made by a mediator; nobody changes {@code json} afterwards. */
    public static Payload ofJson(JsonNode json, String contentType) {
        return new Payload(json, null, contentType);
    }

    /**
     * A document whose root is a SOAP envelope.
     *
     * @param soap whether the envelope is a part of the content; else it only stands around it
     */
    public static Payload ofEnvelope(XdmNode document, boolean soap, String contentType) {
        return new Payload(null, new EnvelopeBuilder.Tree(document, soap), contentType);
    }

    /** The payload of the exchange's message; a body that a plain Camel route set is converted and kept. */
    public static Payload of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return body instanceof Payload payload ? payload : ForeignBody.convert(exchange, body);
    }

    /** Whether empty, text or binary; what is in a content coding counts as not empty until somebody looks at it. */
    public Kind kind() {
        if ((coded == null || buffer != null) && size() == 0) {
            return Kind.EMPTY;
        }
        return textual ? Kind.TEXT : Kind.BINARY;
    }

    /** Whether this is a WebSocket message as it was received. */
    public boolean isFrame() {
        return frame;
    }

    /** Whether the content is text; of a frame, also of an empty one: whether its opcode is text. */
    public boolean isText() {
        return textual;
    }

    /** Whether it was made as text, JSON or XML: its bytes are UTF-8. */
    public boolean isMade() {
        return buffer == null && coded == null;
    }

    /** The content coding that this came in; empty where it came in none, or was made. */
    public Optional<ContentCoding> coding() {
        return coded == null ? Optional.empty() : Optional.of(coded.coding());
    }

    /** The bytes as they came, in their {@link #coding()}; the {@link #bytes()} where there is none. Nobody changes them. */
    public byte[] codedBytes() {
        return coded == null ? bytes() : coded.content();
    }

    /** The bytes that came, without their content coding; null for what was made. */
    private @Nullable ByteBuf received() {
        if (buffer == null && coded != null) {
            buffer = Unpooled.wrappedBuffer(coded.coding().undo(coded.content()));
        }
        return buffer;
    }

    /** The content type it came or was made with; empty when unknown. */
    public String contentType() {
        return contentType;
    }

    /**
     * The bytes, borrowed: retain what must live longer than this call, and move no index of it ({@link
     * ByteBuf#retainedDuplicate()} does both). Text is UTF-8.
     */
    public ByteBuf buffer() {
        ByteBuf made = received();
        if (made == null) {
            made = Unpooled.wrappedBuffer(text().getBytes(StandardCharsets.UTF_8));
            buffer = made;
        }
        return made;
    }

    /** The bytes, copied. */
    public byte[] bytes() {
        ByteBuf came = received();
        return came == null ? text().getBytes(StandardCharsets.UTF_8) : ByteBufUtil.getBytes(came);
    }

    /** How many bytes. */
    public int size() {
        ByteBuf came = received();
        return came == null ? ByteBufUtil.utf8Bytes(text()) : came.readableBytes();
    }

    /** The content as text; bytes are read as UTF-8. */
    public String text() {
        String made = text;
        if (made == null) {
            ByteBuf came = received();
            made = came == null ? written() : came.toString(StandardCharsets.UTF_8);
            text = made;
        }
        return made;
    }

    private String written() {
        if (json != null) {
            return JsonOutput.text(json);
        }
        return tree == null ? "" : tree.write();
    }

    /** Whether the text has {@code word} in it; a cheap look before a view is made. */
    public boolean mentions(String word) {
        return tree != null || (textual && text().contains(word));
    }

    /**
     * The content as JSON, XML and forms turned into it; a missing node when there is no content. Throws {@link Fault} with {@link
     * ErrorCode#PARSING} when it is not JSON, or nested deeper than 1,000, or has a number of more than 1,000 digits.
     */
    public JsonNode json() {
        JsonNode made = json;
        if (made == null) {
            made = kind() == Kind.EMPTY ? MissingNode.getInstance() : toJson();
            json = made;
        }
        return made;
    }

    /** As {@link #json()}, with XML turned into it by other rules. */
    public JsonNode json(XmlRules rules) {
        return kind() != Kind.EMPTY && isRead() ? XmlJson.of(bodyOf(tree()), rules) : json();
    }

    /** As {@link #json()} where the content is JSON or XML, or begins like JSON and is JSON; null for everything else. */
    public @Nullable JsonNode structure() {
        if (json != null || !textual) {
            return json;
        }
        return switch (MediaTypes.familyOf(contentType)) {
            case JSON, XML -> json();
            case TEXT, UNKNOWN, BINARY -> beginsLikeJson() ? guessJson() : null;
        };
    }

    private @Nullable JsonNode guessJson() {
        try {
            return json == null ? json = parseJson() : json;
        } catch (Fault notWhatItLookedLike) {
            return null;
        }
    }

    private boolean beginsLikeJson() {
        ByteBuf bytes = text == null ? received() : null;
        int length = bytes == null ? text().length() : bytes.readableBytes();
        for (int i = 0; i < length; i++) {
            int c = bytes == null ? text().charAt(i) : bytes.getByte(bytes.readerIndex() + i);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /**
     * The content as XML: the document of a SOAP envelope; else what would be the first child of its body, such as
     * the root element of POX, {@code jsonObject} of JSON, {@code text} of text. The document of an empty envelope when
     * there is nothing. Throws {@link Fault} with {@link ErrorCode#PARSING} when the content is binary or is not what
     * its content type says.
     */
    public XdmNode xml() {
        return tree().content();
    }

    /** The content as a document whose root is a SOAP envelope, as XPath sees it; throws as {@link #xml()} does. */
    public XdmNode envelope() {
        return tree().document();
    }

    /** Whether the content came as a SOAP envelope; throws as {@link #xml()} does. */
    public boolean isSoap() {
        return tree().soap();
    }

    /** The same content with other SOAP headers around it, as XPath sees it. */
    public Payload withEnvelope(XdmNode document) {
        if (isSoap()) {
            return ofEnvelope(document, true, contentType);
        }
        Payload copy = as(contentType);
        copy.tree = new EnvelopeBuilder.Tree(document, false);
        return copy;
    }

    /** The same content, seen by XPath as this document of an envelope, which says more than the content does. */
    Payload withView(XdmNode document) {
        Payload copy = as(contentType);
        copy.tree = new EnvelopeBuilder.Tree(document, false);
        return copy;
    }

    /** The same content and views under another content type. */
    public Payload as(String otherContentType) {
        Payload copy = new Payload(coded, buffer, text, otherContentType, textual, frame);
        copy.json = json;
        copy.tree = tree;
        return copy;
    }

    /** The same content in memory of its own, for whoever needs it after the exchange has ended. */
    public Payload detached() {
        Payload copy = new Payload(
                coded,
                text == null && buffer != null ? Unpooled.wrappedBuffer(bytes()) : null,
                text,
                contentType,
                textual,
                frame);
        copy.json = json;
        copy.tree = tree;
        return copy;
    }

    @Override
    public String toString() {
        return "Payload[" + (textual ? "text" : "binary") + ", " + contentType + "]";
    }

    private EnvelopeBuilder.Tree tree() {
        EnvelopeBuilder.Tree made = tree;
        if (made == null) {
            made = buildTree();
            tree = made;
        }
        return made;
    }

    private JsonNode toJson() {
        return isRead() ? XmlJson.of(bodyOf(tree())) : parseJson();
    }

    /** Whether the content is XML, or is read as XML. */
    private boolean isRead() {
        return isForm() || MediaTypes.familyOf(contentType) == MediaTypes.Family.XML;
    }

    /** Whether it is a form, {@code multipart/form-data} included: as JSON it is what its XML becomes. */
    public boolean isForm() {
        return MessageFormat.isForm(contentType) || MessageFormat.isMultipart(contentType);
    }

    private static XdmNode bodyOf(EnvelopeBuilder.Tree tree) {
        List<XdmNode> elements = Envelopes.elements(Envelopes.body(tree.document()));
        return elements.isEmpty() ? tree.document() : elements.get(0);
    }

    private JsonNode parseJson() {
        ByteBuf bytes = received();
        if (bytes == null || text != null) {
            return JsonText.parse(text());
        }
        int length = bytes.readableBytes();
        return bytes.hasArray()
                ? JsonText.parse(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), length)
                : JsonText.parse(ByteBufUtil.getBytes(bytes), 0, length);
    }

    private EnvelopeBuilder.Tree buildTree() {
        if (kind() == Kind.EMPTY) {
            return EnvelopeBuilder.empty();
        }
        if (MessageFormat.isMultipart(contentType)) {
            return EnvelopeBuilder.ofParts(Multipart.parts(bytes(), contentType));
        }
        if (!textual) {
            throw Fault.of(ErrorCode.PARSING, "The payload is binary and has no XML view: content type " + contentType);
        }
        return switch (MediaTypes.familyOf(contentType)) {
            case XML -> parseXml();
            case JSON -> EnvelopeBuilder.ofJson(json());
            case TEXT ->
                MessageFormat.isForm(contentType) ? EnvelopeBuilder.ofForm(text()) : EnvelopeBuilder.ofText(text());
            // A text frame stays text, even where the endpoint's default content type is a binary one.
            case UNKNOWN, BINARY -> guessTree();
        };
    }

    private EnvelopeBuilder.Tree guessTree() {
        String content = text().stripLeading();
        try {
            if (content.startsWith("<")) {
                return parseXml();
            }
            if (content.startsWith("{") || content.startsWith("[")) {
                return EnvelopeBuilder.ofJson(json());
            }
        } catch (Fault notWhatItLookedLike) {
            return EnvelopeBuilder.ofText(text());
        }
        return EnvelopeBuilder.ofText(text());
    }

    private EnvelopeBuilder.Tree parseXml() {
        return text == null ? EnvelopeBuilder.ofXml(bytes()) : EnvelopeBuilder.ofXml(text);
    }
}
