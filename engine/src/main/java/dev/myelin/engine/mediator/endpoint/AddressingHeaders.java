package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** {@code enableAddressing}: gives SOAP messages the headers of WS-Addressing, in the place of those that they have. */
public enum AddressingHeaders {
    /** 2005/08. */
    FINAL("http://www.w3.org/2005/08/addressing", "/anonymous"),
    /** 2004/08. */
    SUBMISSION("http://schemas.xmlsoap.org/ws/2004/08/addressing", "/role/anonymous");

    private final String namespace;
    private final String anonymous;

    AddressingHeaders(String namespace, String anonymous) {
        this.namespace = namespace;
        this.anonymous = namespace + anonymous;
    }

    /** Sets the headers for a message to {@code address}; what is not SOAP stays as it is. */
    void apply(Exchange exchange, String address) {
        Payload payload = Payload.of(exchange);
        if (MediaTypes.familyOf(payload.contentType()) != MediaTypes.Family.XML || !payload.isSoap()) {
            return;
        }
        XdmNode document = payload.envelope();
        List<XdmNode> headers = new ArrayList<>();
        @Nullable XdmNode header = Envelopes.header(document);
        if (header != null) {
            Envelopes.elements(header).stream()
                    .filter(each -> !isAddressing(each.getNodeName()))
                    .forEach(headers::add);
        }
        headers.add(text("To", address));
        headers.add(TreeWriter.document(out -> out.start(name("ReplyTo"))
                .start(name("Address"))
                .text(anonymous)
                .end()
                .end()));
        headers.add(text("MessageID", messageId(exchange)));
        headers.add(text("Action", action(exchange)));
        XdmNode made = Envelopes.of(Envelopes.version(document), headers, Envelopes.elements(Envelopes.body(document)));
        exchange.getMessage().setBody(payload.withEnvelope(made));
    }

    private static boolean isAddressing(QName name) {
        return name.getNamespaceURI().equals(FINAL.namespace)
                || name.getNamespaceURI().equals(SUBMISSION.namespace);
    }

    private XdmNode text(String local, String value) {
        return TreeWriter.document(out -> out.start(name(local)).text(value).end());
    }

    private QName name(String local) {
        return new QName("wsa", namespace, local);
    }

    private static String messageId(Exchange exchange) {
        Object own = exchange.getProperty("MessageID");
        return own == null ? "urn:uuid:" + UUID.randomUUID() : own.toString();
    }

    private static String action(Exchange exchange) {
        Object own = exchange.getProperty("Action");
        Object found = own == null ? exchange.getMessage().getHeader("SOAPAction") : own;
        return found == null ? "" : found.toString().replace("\"", "");
    }
}
