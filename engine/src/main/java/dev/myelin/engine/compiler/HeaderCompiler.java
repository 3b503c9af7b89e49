package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Header;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/**
 * {@code <header>}: in scope {@code transport} a header of the Camel message; in scope {@code default} the addressing
 * headers, kept as properties of the message.
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
            String message = "header: " + mediator.name() + " (expected: scope=\"transport\", or one of To, Action,"
                    + " From, ReplyTo, FaultTo, MessageID, RelatesTo; other SOAP headers are not supported in this"
                    + " version)";
            scope.error(mediator, "MYL-2036", message, "");
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
