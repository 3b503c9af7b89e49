package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Header;
import dev.myelin.engine.mediator.SoapHeaderMediator;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.enrich.Content;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/**
 * {@code <header>}: in scope {@code transport} a header of the Camel message; in scope {@code default} the addressing
 * headers, kept as properties of the message, and any other header of the SOAP envelope.
 */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class HeaderCompiler implements MediatorCompiler<Header> {
    private static final Set<String> ADDRESSING =
            Set.of("To", "Action", "From", "ReplyTo", "FaultTo", "MessageID", "RelatesTo");

    @Override
    public Class<Header> type() {
        return Header.class;
    }

    @Override
    public void compile(Header mediator, MediatorScope scope) {
        boolean transport = "transport".equalsIgnoreCase(mediator.scope());
        String name = transport ? mediator.name() : localName(mediator.name());
        if (!transport && !ADDRESSING.contains(name)) {
            soap(mediator, scope);
        } else if (!PropertyCompiler.isPlain(name)) {
            scope.error(mediator, "MYL-2036", "header: " + name + " (expected: a header name)", "");
        } else if (mediator.removes()) {
            add(transport ? new RemoveHeaderDefinition(name) : new RemovePropertyDefinition(name), mediator, scope);
        } else {
            value(mediator, scope)
                    .ifPresent(value -> add(
                            transport ? new SetHeaderDefinition(name, value) : new SetPropertyDefinition(name, value),
                            mediator,
                            scope));
        }
    }

    private static void soap(Header mediator, MediatorScope scope) {
        List<XdmNode> blocks = List.of();
        if (mediator.inline().isPresent()) {
            blocks = Content.parse(mediator.inline().get()).asNodes();
        }
        Optional<QName> name = Optional.empty();
        if (blocks.isEmpty()) {
            name = qualified(mediator, scope);
            if (name.isEmpty()) {
                return;
            }
        }
        Optional<TextSource> value = Optional.empty();
        if (name.isPresent() && !mediator.removes()) {
            value = text(mediator, scope);
            if (value.isEmpty()) {
                return;
            }
        }
        String description = (mediator.removes() ? "remove" : "set") + " SOAP header " + mediator.name();
        scope.process("header", new SoapHeaderMediator(blocks, name, value), description.strip(), mediator);
    }

    private static Optional<QName> qualified(Header mediator, MediatorScope scope) {
        String text = mediator.name();
        int colon = text.indexOf(':');
        String namespace = colon <= 0 ? null : mediator.namespaces().get(text.substring(0, colon));
        if (namespace == null || colon == text.length() - 1) {
            String message =
                    "header: " + text + " (expected: scope=\"transport\", a name with a declared prefix, or one of"
                            + " To, Action, From, ReplyTo, FaultTo, MessageID, RelatesTo)";
            scope.error(mediator, "MYL-2036", message, "");
            return Optional.empty();
        }
        return Optional.of(new QName(text.substring(0, colon), namespace, text.substring(colon + 1)));
    }

    private static Optional<TextSource> text(Header mediator, MediatorScope scope) {
        return mediator.value().<TextSource>map(text -> exchange -> text).or(() -> mediator.expression()
                .flatMap(text -> scope.expression(text, mediator))
                .map(found -> found::text));
    }

    private static void add(ProcessorDefinition<?> node, Header mediator, MediatorScope scope) {
        scope.add(node, scope.id("header"), mediator);
    }

    private static String localName(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private static Optional<ExpressionDefinition> value(Header mediator, MediatorScope scope) {
        if (mediator.expression().isPresent()) {
            String text = mediator.expression().get();
            return scope.expression(text, mediator).map(found -> Nodes.expression(text, Nodes.text(found::text)));
        }
        if (mediator.value().isEmpty()) {
            String message = "header " + mediator.name() + ": no value (expected: value or expression)";
            scope.error(mediator, "MYL-2031", message, "Add action=\"remove\" to remove it");
        }
        return mediator.value().map(text -> Nodes.constant(text, text));
    }
}
