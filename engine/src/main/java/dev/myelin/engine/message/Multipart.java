package dev.myelin.engine.message;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.EndOfDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.jspecify.annotations.Nullable;

/**
 * {@code multipart/form-data} (RFC 7578) as XML, and XML as that: an element for each part, as in MI. A file's content is
 * base64; its attributes say so, and the name and content type of the file.
 */
final class Multipart {
    static final String FILENAME = "filename";
    static final String TYPE = "content-type";
    static final String ENCODING = "content-transfer-encoding";
    static final String BASE64 = "base64";
    private static final int MAX_PARTS = 10_000;
    private static final int MAX_HEADERS = 16 << 10;
    private static final String LINE = "\r\n";

    private final String boundary = "myelin-" + UUID.randomUUID();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Multipart() {}

    /**
     * A part.
     *
     * @param name of the field
     * @param file name of the file; null for text
     * @param contentType of a file
     * @param content the text, or the file in base64
     */
    record Part(String name, @Nullable String file, String contentType, String content) {}

    /** The parts of a body. Throws {@link Fault} with {@link ErrorCode#PARSING} when it has none of the form that its type says. */
    static List<Part> parts(byte[] body, String contentType) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        if (!HttpPostRequestDecoder.isMultipart(request)) {
            throw fault("its content type names no boundary");
        }
        if (!isWhole(body)) {
            throw fault("it does not end with its boundary");
        }
        try {
            var decoder = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false), request, StandardCharsets.UTF_8, MAX_PARTS, MAX_HEADERS);
            try {
                List<Part> parts = parts(decoder);
                if (parts.isEmpty() && hasHeaders(body)) {
                    throw fault("no part begins with the boundary that its content type names");
                }
                return parts;
            } finally {
                decoder.destroy();
            }
        } catch (ErrorDataDecoderException | TooManyFormFieldsException | IOException e) {
            throw fault(String.valueOf(e.getMessage()));
        }
    }

    private static Fault fault(String what) {
        return Fault.of(ErrorCode.PARSING, "The payload is not multipart/form-data: " + what);
    }

    /** The decoder says nothing of a part that is cut off. */
    private static boolean isWhole(byte[] body) {
        int end = body.length;
        while (end > 0 && Character.isWhitespace(body[end - 1])) {
            end--;
        }
        return end > 1 && body[end - 1] == '-' && body[end - 2] == '-';
    }

    private static boolean hasHeaders(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1).contains(LINE + LINE);
    }

    private static List<Part> parts(HttpPostMultipartRequestDecoder decoder) throws IOException {
        List<Part> parts = new ArrayList<>();
        try {
            while (decoder.hasNext()) {
                parts.add(part(decoder.next()));
            }
        } catch (EndOfDataDecoderException end) {
            // How this decoder says that it was the last.
        }
        return parts;
    }

    private static Part part(InterfaceHttpData data) throws IOException {
        if (data instanceof FileUpload file) {
            String type = file.getContentType() == null ? "application/octet-stream" : file.getContentType();
            return new Part(
                    file.getName(),
                    file.getFilename(),
                    type,
                    Base64.getEncoder().encodeToString(file.get()));
        }
        return new Part(data.getName(), null, "", ((Attribute) data).getValue());
    }

    /**
     * The children of an element as parts: those with elements in them as XML, those with a file's name as files, others as text.
     *
     * @param decodes whether files are base64 though their attributes do not say it
     */
    static Payload of(XdmNode root, boolean decodes) {
        Multipart made = new Multipart();
        for (XdmNode element : Envelopes.elements(root)) {
            made.part(element, decodes);
        }
        made.text("--" + made.boundary + "--" + LINE);
        return Payload.ofBytes(
                made.out.toByteArray(), MessageFormat.MULTIPART.contentType() + "; boundary=" + made.boundary);
    }

    private void part(XdmNode element, boolean decodes) {
        String file = element.getAttributeValue(new QName(FILENAME));
        String name = JsonNames.toJson(element.getNodeName().getLocalName());
        text("--" + boundary + LINE + "Content-Disposition: form-data; name=\"" + quoted(name) + "\"");
        if (file != null) {
            text("; filename=\"" + quoted(file) + "\"");
            file(element, decodes || BASE64.equals(element.getAttributeValue(new QName(ENCODING))));
        } else if (Envelopes.elements(element).isEmpty()) {
            content("text/plain; charset=UTF-8", element.getStringValue().getBytes(StandardCharsets.UTF_8));
        } else {
            content("application/xml", XmlTrees.serialize(element).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void file(XdmNode element, boolean decodes) {
        String type = element.getAttributeValue(new QName(TYPE));
        String text = element.getStringValue();
        byte[] content;
        try {
            content = decodes ? Base64.getMimeDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Fault.of(
                    ErrorCode.MEDIATION,
                    "multipart/form-data: " + element.getNodeName().getLocalName() + ": (expected: base64): "
                            + e.getMessage());
        }
        content(
                type == null
                        ? "application/octet-stream"
                        : type.replace('\r', ' ').replace('\n', ' '),
                content);
    }

    private void content(String type, byte[] bytes) {
        text(LINE + "Content-Type: " + type + LINE + LINE);
        out.writeBytes(bytes);
        text(LINE);
    }

    /** As browsers write names (HTML, section 4.10.21.8). */
    private static String quoted(String name) {
        return name.replace("\n", "%0A").replace("\r", "%0D").replace("\"", "%22");
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
