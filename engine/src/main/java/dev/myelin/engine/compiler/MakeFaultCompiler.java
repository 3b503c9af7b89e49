package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.MakeFault;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.MakeFaultMediator;
import dev.myelin.engine.mediator.MakeFaultMediator.Parts;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.message.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;

/** {@code <makefault>}: XML inside is parsed here, once. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class MakeFaultCompiler implements MediatorCompiler<MakeFault> {
    private static final TextSource NOTHING = exchange -> "";

    @Override
    public Class<MakeFault> type() {
        return MakeFault.class;
    }

    @Override
    public void compile(MakeFault mediator, MediatorScope scope) {
        Optional<MessageFormat> version = mediator.version().flatMap(MessageFormat::ofName);
        boolean soap = version.filter(format -> format == MessageFormat.POX).isEmpty();
        Optional<TextSource> code = part(mediator.code(), "code", soap, mediator, scope);
        Optional<TextSource> reason = part(mediator.reason(), "reason", soap, mediator, scope);
        Optional<Optional<TextSource>> role = role(mediator, scope);
        Optional<Optional<MakeFaultMediator.Content>> detail = detail(mediator, scope);
        if (code.isEmpty() || reason.isEmpty() || role.isEmpty() || detail.isEmpty()) {
            return;
        }
        Map<String, String> namespaces =
                mediator.code().map(MakeFault.Part::namespaces).orElse(Map.of());
        Parts parts = new Parts(code.get(), namespaces, reason.get(), mediator.node(), role.get(), detail.get());
        scope.process(
                "makefault",
                new MakeFaultMediator(version, mediator.isResponse(), parts),
                "makefault" + mediator.version().map(text -> " version=" + text).orElse(""),
                mediator);
    }

    private static Optional<TextSource> part(
            Optional<MakeFault.Part> part, String name, boolean needed, MakeFault mediator, MediatorScope scope) {
        if (part.isPresent() && part.get().value().isPresent()) {
            String text = part.get().value().get();
            return Optional.of(exchange -> text);
        }
        if (part.isPresent() && part.get().expression().isPresent()) {
            return scope.expression(part.get().expression().get(), part.get()).map(found -> found::text);
        }
        if (needed || part.isPresent()) {
            String message = "makefault: no " + name + " (expected: <" + name + "> with value or expression)";
            scope.error(mediator, "MYL-2031", message, "");
            return Optional.empty();
        }
        return Optional.of(NOTHING);
    }

    private static Optional<Optional<TextSource>> role(MakeFault mediator, MediatorScope scope) {
        if (mediator.role().isEmpty()) {
            return Optional.of(Optional.empty());
        }
        MakeFault.Text role = mediator.role().get();
        if (role.expression().isPresent()) {
            return scope.expression(role.expression().get(), role).map(found -> Optional.of(found::text));
        }
        String text = role.content().strip();
        return Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(exchange -> text));
    }

    private static Optional<Optional<MakeFaultMediator.Content>> detail(MakeFault mediator, MediatorScope scope) {
        if (mediator.detail().isEmpty()) {
            return Optional.of(Optional.empty());
        }
        MakeFault.Text detail = mediator.detail().get();
        if (detail.expression().isPresent()) {
            return scope.expression(detail.expression().get(), detail)
                    .map(found -> Optional.of(exchange -> nodes(found, exchange)));
        }
        if (detail.content().isBlank()) {
            return Optional.of(Optional.empty());
        }
        List<XdmNode> constant = Content.parse(detail.content().strip()).asNodes();
        return Optional.of(Optional.of(exchange -> constant));
    }

    private static List<XdmNode> nodes(SynapseExpression expression, Exchange exchange) {
        Content elements = Content.ofSelection(expression.nodes(exchange));
        return (elements == null ? new Content.Text(expression.text(exchange)) : elements).asNodes();
    }
}
