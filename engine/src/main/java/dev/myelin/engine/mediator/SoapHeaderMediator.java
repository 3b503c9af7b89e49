package dev.myelin.engine.mediator;

import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** {@code <header>} for headers of the SOAP envelope: adds one to what is there, as MI does, or removes those of a name. */
public final class SoapHeaderMediator implements Processor {
    private final List<XdmNode> blocks;
    private final Optional<QName> name;
    private final Optional<TextSource> value;

    /**
     * Adds or removes.
     *
     * @param blocks whole headers to add
     * @param name of the header to add, or of those to remove, where there are no blocks
     * @param value of that header; none removes it
     */
    public SoapHeaderMediator(List<XdmNode> blocks, Optional<QName> name, Optional<TextSource> value) {
        this.blocks = List.copyOf(blocks);
        this.name = name;
        this.value = value;
    }

    @Override
    public void process(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        XdmNode document = payload.envelope();
        List<XdmNode> headers = new ArrayList<>();
        @Nullable XdmNode header = Envelopes.header(document);
        if (header != null) {
            Envelopes.elements(header).stream()
                    .filter(each -> !isRemoved(each.getNodeName()))
                    .forEach(headers::add);
        }
        headers.addAll(blocks);
        if (name.isPresent() && value.isPresent()) {
            String text = value.get().text(exchange);
            headers.add(
                    TreeWriter.document(out -> out.start(name.get()).text(text).end()));
        }
        XdmNode made = Envelopes.of(Envelopes.version(document), headers, Envelopes.elements(Envelopes.body(document)));
        exchange.getMessage().setBody(payload.withEnvelope(made));
    }

    private boolean isRemoved(QName known) {
        return value.isEmpty() && name.filter(known::equals).isPresent();
    }
}
