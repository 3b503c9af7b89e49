package dev.myelin.engine.mediator;

import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.TreeWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <makefault>}: puts a fault in the payload's place. */
public final class MakeFaultMediator implements Processor {
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final String CODES =
            " VersionMismatch MustUnderstand DataEncodingUnknown Server Client Receiver Sender ";
    private static final Map<String, String> TO_12 = Map.of("Server", "Receiver", "Client", "Sender");
    private static final Map<String, String> TO_11 = Map.of("Receiver", "Server", "Sender", "Client");

    private final Optional<MessageFormat> version;
    private final boolean response;
    private final Parts parts;

    /** A piece of the fault: XML where it has elements, else text. */
    @FunctionalInterface
    public interface Content {
        /** The nodes. */
        List<XdmNode> of(Exchange exchange);
    }

    /**
     * What the fault says.
     *
     * @param code a qualified name
     * @param namespaces of the prefixes that it may have
     * @param reason for people
     * @param node who failed
     * @param role in which role
     * @param detail whatever else
     */
    public record Parts(
            TextSource code,
            Map<String, String> namespaces,
            TextSource reason,
            Optional<String> node,
            Optional<TextSource> role,
            Optional<Content> detail) {}

    /** Without {@code version}: as the message. */
    public MakeFaultMediator(Optional<MessageFormat> version, boolean response, Parts parts) {
        this.version = version;
        this.response = response;
        this.parts = parts;
    }

    @Override
    public void process(Exchange exchange) {
        MessageFormat format = version.orElseGet(() -> formatOf(exchange));
        XdmNode fault =
                switch (format) {
                    case SOAP12 -> soap12(exchange);
                    case POX -> pox(exchange);
                    default -> soap11(exchange);
                };
        MessageFormat around = format.isSoap() ? format : MessageFormat.SOAP11;
        XdmNode document = Envelopes.of(around, List.of(), List.of(fault));
        String type = format.contentType() + "; charset=UTF-8";
        exchange.getMessage().setBody(Payload.ofEnvelope(document, format.isSoap(), type));
        MessageContext.set(exchange, Scope.AXIS2, "messageType", format.contentType());
        MessageContext.set(exchange, Scope.AXIS2, "ContentType", type);
        boolean as200 = MessageContext.isTrue(MessageContext.get(exchange, Scope.AXIS2, "FAULTS_AS_HTTP_200"));
        if (format.isSoap() && !as200 && MessageContext.get(exchange, Scope.AXIS2, "HTTP_SC") == null) {
            MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", 500);
        }
        MessageContext.remove(exchange, Scope.AXIS2, "NO_ENTITY_BODY");
        if (response) {
            MessageContext.of(exchange).turnBack();
        }
    }

    private static MessageFormat formatOf(Exchange exchange) {
        MessageFormat format = MessageFormat.ofContentType(Payload.of(exchange).contentType());
        return format == MessageFormat.SOAP12 ? format : MessageFormat.SOAP11;
    }

    private XdmNode soap11(Exchange exchange) {
        QName fault = Envelopes.name(MessageFormat.SOAP11, "Fault");
        return root(out -> {
            out.start(fault);
            code(out, new QName("faultcode"), MessageFormat.SOAP11, exchange);
            out.start(new QName("faultstring"))
                    .text(parts.reason().text(exchange))
                    .end();
            parts.role().ifPresent(role -> out.start(new QName("faultactor"))
                    .text(role.text(exchange))
                    .end());
            detail(out, new QName("detail"), exchange);
            out.end();
        });
    }

    private XdmNode soap12(Exchange exchange) {
        MessageFormat format = MessageFormat.SOAP12;
        return root(out -> {
            out.start(Envelopes.name(format, "Fault"));
            out.start(Envelopes.name(format, "Code"));
            code(out, Envelopes.name(format, "Value"), format, exchange);
            out.end().start(Envelopes.name(format, "Reason"));
            out.start(Envelopes.name(format, "Text"), new QName("xml", XML, "lang"), "en")
                    .text(parts.reason().text(exchange))
                    .end()
                    .end();
            parts.node()
                    .ifPresent(node ->
                            out.start(Envelopes.name(format, "Node")).text(node).end());
            parts.role().ifPresent(role -> out.start(Envelopes.name(format, "Role"))
                    .text(role.text(exchange))
                    .end());
            detail(out, Envelopes.name(format, "Detail"), exchange);
            out.end();
        });
    }

    /** The detail where there is one, else the reason, as in Synapse. */
    private XdmNode pox(Exchange exchange) {
        return root(out -> {
            out.start(new QName("Exception"));
            if (parts.detail().isPresent()) {
                parts.detail().get().of(exchange).forEach(out::copy);
            } else {
                out.text(parts.reason().text(exchange));
            }
            out.end();
        });
    }

    private void code(TreeWriter out, QName element, MessageFormat format, Exchange exchange) {
        String code = parts.code().text(exchange).strip();
        int colon = code.indexOf(':');
        String prefix = colon < 0 ? "" : code.substring(0, colon);
        String local = code.substring(colon + 1);
        String namespace = parts.namespaces().get(prefix);
        if (namespace == null || prefix.isEmpty() || CODES.contains(" " + local + " ")) {
            String named = (format == MessageFormat.SOAP12 ? TO_12 : TO_11).getOrDefault(local, local);
            QName soap = Envelopes.name(format, named);
            out.start(element, soap.getPrefix(), soap.getNamespaceUri().toString());
            out.text(soap.getPrefix() + ":" + named).end();
        } else {
            out.start(element, prefix, namespace).text(code).end();
        }
    }

    private void detail(TreeWriter out, QName element, Exchange exchange) {
        parts.detail().ifPresent(detail -> {
            out.start(element);
            detail.of(exchange).forEach(out::copy);
            out.end();
        });
    }

    private static XdmNode root(Consumer<TreeWriter> content) {
        return TreeWriter.document(content).getOutermostElement();
    }
}
