package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.enrich.Targets;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeEdit;
import dev.myelin.engine.message.TreeWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import org.apache.camel.Exchange;

/** The part of a message that is worked on: the first element of its body, or what an XPath finds. */
public final class Selection {
    private final Optional<SynapseExpression> path;

    /** With the XPath; empty for the body's first element. */
    public Selection(Optional<SynapseExpression> path) {
        this.path = path;
    }

    /** The element; empty when the message has none there. */
    Optional<XdmNode> find(Exchange exchange) {
        if (path.isEmpty()) {
            return Envelopes.elements(Envelopes.body(Payload.of(exchange).envelope())).stream()
                    .findFirst();
        }
        for (XdmItem item : path.get().nodes(exchange)) {
            if (item instanceof XdmNode node && isTree(node)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    /** As {@link #find}, as the root of a document of its own; an empty document when there is nothing. */
    XdmNode document(Exchange exchange) {
        Optional<XdmNode> found = find(exchange);
        return TreeWriter.document(out -> found.ifPresent(out::copy));
    }

    /** What an XPath names, for messages; the default is the body. */
    String name() {
        return path.map(SynapseExpression::source).orElse("body");
    }

    /** Puts elements in the place of what was found. */
    void replace(Exchange exchange, List<XdmNode> result) {
        Payload payload = Payload.of(exchange);
        Optional<XdmNode> found = find(exchange);
        if (path.isEmpty()) {
            exchange.getMessage().setBody(Envelopes.replaceContent(payload, result));
            return;
        }
        XdmNode target = found.orElseThrow(
                () -> Fault.of(ErrorCode.MEDIATION, name() + " (expected: an element of the message)"));
        XdmNode root = payload.envelope();
        if (target.getNodeKind() == XdmNodeKind.DOCUMENT || target.equals(root.getOutermostElement())) {
            whole(exchange, payload, result);
        } else if (target.getParent() == null) {
            throw Fault.of(ErrorCode.MEDIATION, name() + " (expected: an element of the message)");
        } else {
            XdmNode made = TreeEdit.apply(root, Set.of(target), TreeEdit.Action.REPLACE, result);
            exchange.getMessage().setBody(Targets.edited(payload, made));
        }
    }

    /** Puts a text in the place of what was found: the whole payload, or what an element holds. */
    void replace(Exchange exchange, String text) {
        if (path.isEmpty()) {
            exchange.getMessage().setBody(Payload.ofText(text, MessageFormat.TEXT.contentType()));
            return;
        }
        replace(exchange, List.of(TreeWriter.document(out -> out.text(text))));
    }

    /** The message becomes {@code result}, an envelope or what is in one. */
    static void whole(Exchange exchange, Payload payload, List<XdmNode> result) {
        boolean envelope = result.size() == 1 && isEnvelope(result.get(0));
        if (!envelope) {
            exchange.getMessage().setBody(Envelopes.replaceContent(payload, result));
            return;
        }
        XdmNode document = TreeWriter.document(out -> out.copy(result.get(0)));
        String type = Envelopes.version(document).contentType();
        boolean same = MessageFormat.ofContentType(payload.contentType()) == Envelopes.version(document);
        exchange.getMessage().setBody(Payload.ofEnvelope(document, true, same ? payload.contentType() : type));
    }

    private static boolean isEnvelope(XdmNode node) {
        return node.getNodeKind() == XdmNodeKind.ELEMENT
                && node.getNodeName().getLocalName().equals("Envelope");
    }

    private static boolean isTree(XdmNode node) {
        return node.getNodeKind() == XdmNodeKind.ELEMENT || node.getNodeKind() == XdmNodeKind.DOCUMENT;
    }
}
