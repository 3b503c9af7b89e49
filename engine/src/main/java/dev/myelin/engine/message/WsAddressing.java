package dev.myelin.engine.message;

import java.util.List;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The addressing headers of a SOAP message: WS-Addressing 1.0, and the submission of 2004. Synapse's properties {@code To},
 * {@code Action} and so on begin with them. A message that does not name WS-Addressing is not parsed for them.
 */
public final class WsAddressing {
    private static final String V1 = "http://www.w3.org/2005/08/addressing";
    private static final String SUBMISSION = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private static final String CALLER = V1 + "/anonymous";
    private static final List<String> NOWHERE = List.of(CALLER, V1 + "/none", SUBMISSION + "/role/anonymous");

    private WsAddressing() {}

    /** Whether a property of that name may come from a header. */
    static boolean knows(String name) {
        return switch (name) {
            case "To", "Action", "From", "ReplyTo", "FaultTo", "MessageID", "RelatesTo" -> true;
            default -> false;
        };
    }

    /** What a property of that name begins with: a header; a response goes to the caller, whoever that is. */
    static @Nullable String property(Exchange exchange, String name) {
        String header = header(exchange, name);
        boolean back = header == null
                && "To".equals(name)
                && MessageContext.of(exchange).isResponse();
        return back ? CALLER : header;
    }

    /** The text or address of a header; null when there is none, or it leads nowhere. */
    public static @Nullable String header(Exchange exchange, String name) {
        Payload payload = Payload.of(exchange);
        boolean possible = payload.isText()
                && MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.XML
                && (payload.mentions(V1) || payload.mentions(SUBMISSION));
        return possible ? header(payload, name) : null;
    }

    private static @Nullable String header(Payload payload, String name) {
        try {
            XdmNode headers = payload.isSoap() ? Envelopes.header(payload.envelope()) : null;
            return headers == null ? null : find(headers, name);
        } catch (Fault notXml) {
            // Whoever wants the content says so; an address it does not have.
            return null;
        }
    }

    private static @Nullable String find(XdmNode headers, String name) {
        for (XdmNode header : headers.children(name)) {
            String namespace = header.getNodeName().getNamespaceUri().toString();
            if (V1.equals(namespace) || SUBMISSION.equals(namespace)) {
                String text = address(header).getStringValue().strip();
                return text.isEmpty() || NOWHERE.contains(text) ? null : text;
            }
        }
        return null;
    }

    private static XdmNode address(XdmNode header) {
        for (XdmNode address : header.children("Address")) {
            return address;
        }
        return header;
    }
}
