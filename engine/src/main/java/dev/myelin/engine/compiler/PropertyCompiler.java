package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Property;
import dev.myelin.engine.mediator.PropertyMediator;
import dev.myelin.engine.mediator.PropertyValue;
import dev.myelin.engine.mediator.ValueType;
import dev.myelin.engine.message.Scope;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** {@code <property>}: Camel's EIPs for the default and the transport scope, a processor for the others. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class PropertyCompiler implements MediatorCompiler<Property> {
    @Override
    public Class<Property> type() {
        return Property.class;
    }

    @Override
    public void compile(Property mediator, MediatorScope scope) {
        Optional<Scope> where = Scope.of(mediator.scope());
        if (where.isEmpty()) {
            String message = "scope: " + mediator.scope() + " (expected: a scope that this version has)";
            scope.warning(mediator, "MYL-2035", message, "The property is not set");
        } else if (where.get() == Scope.SYSTEM || where.get() == Scope.REGISTRY) {
            String message = "scope: " + mediator.scope() + " (expected: a scope that can be written)";
            scope.error(mediator, "MYL-2034", message, "Use default, axis2, axis2-client, transport or operation");
        } else if (mediator.removes()) {
            remove(mediator, where.get(), scope);
        } else {
            value(mediator, scope).ifPresent(value -> set(mediator, where.get(), value, scope));
        }
    }

    private static void set(Property mediator, Scope where, ExpressionDefinition value, MediatorScope scope) {
        String name = mediator.name();
        // RESPONSE says what the message is as well.
        if (where == Scope.DEFAULT && isPlain(name) && !name.equals("RESPONSE")) {
            add(new SetPropertyDefinition(name, value), mediator, scope);
        } else if (where == Scope.TRANSPORT && isPlain(name)) {
            add(new SetHeaderDefinition(name, value), mediator, scope);
        } else {
            String description = "set " + name + " in " + mediator.scope() + " to " + value.getExpression();
            var processor = new PropertyMediator(where, name, Optional.of(value.getExpressionValue()));
            scope.process("property", processor, description, mediator);
        }
    }

    private static void remove(Property mediator, Scope where, MediatorScope scope) {
        String name = mediator.name();
        if (where == Scope.DEFAULT && isPlain(name)) {
            add(new RemovePropertyDefinition(name), mediator, scope);
        } else if (where == Scope.TRANSPORT && isPlain(name)) {
            add(new RemoveHeaderDefinition(name), mediator, scope);
        } else {
            String description = "remove " + name + " from " + mediator.scope();
            scope.process("property", new PropertyMediator(where, name, Optional.empty()), description, mediator);
        }
    }

    private static void add(ProcessorDefinition<?> node, Property mediator, MediatorScope scope) {
        scope.add(node, scope.id("property"), mediator);
    }

    /** Whether Camel takes the name as it is: it looks for its own expressions and placeholders in names. */
    static boolean isPlain(String name) {
        return !name.isEmpty() && name.indexOf('{') < 0;
    }

    private static Optional<ExpressionDefinition> value(Property mediator, MediatorScope scope) {
        ValueType type = ValueType.of(mediator.type());
        Optional<Optional<PropertyValue.Part>> part = part(mediator, scope);
        if (part.isEmpty()) {
            return Optional.empty();
        }
        if (mediator.expression().isPresent()) {
            String text = mediator.expression().get();
            return scope.expression(text, mediator)
                    .map(found -> Nodes.expression(text, new PropertyValue(mediator.name(), found, type, part.get())));
        }
        boolean inline = mediator.value().isEmpty() && mediator.inline().isPresent();
        Optional<String> text = mediator.value().or(mediator::inline);
        if (text.isEmpty()) {
            String message = "property " + mediator.name() + ": no value (expected: value, expression or XML inside)";
            scope.error(mediator, "MYL-2031", message, "Add action=\"remove\" to remove it");
            return Optional.empty();
        }
        ValueType wanted = inline && type == ValueType.STRING && isXml(text.get()) ? ValueType.OM : type;
        return constant(mediator, part.get().map(cut -> cut.of(text.get())).orElse(text.get()), wanted, scope);
    }

    private static boolean isXml(String text) {
        return text.strip().startsWith("<");
    }

    private static Optional<ExpressionDefinition> constant(
            Property mediator, String text, ValueType type, MediatorScope scope) {
        try {
            return Optional.of(Nodes.constant(text, type.convert(text)));
        } catch (IllegalArgumentException e) {
            scope.error(mediator, "MYL-2033", "property " + mediator.name() + ": " + e.getMessage(), "");
            return Optional.empty();
        }
    }

    /** The part that pattern and group cut out; the outer empty means that they are wrong. */
    private static Optional<Optional<PropertyValue.Part>> part(Property mediator, MediatorScope scope) {
        if (mediator.pattern().isEmpty()) {
            return Optional.of(Optional.empty());
        }
        Optional<Pattern> pattern = scope.regex(mediator.pattern().get(), mediator);
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        int groups = pattern.get().matcher("").groupCount();
        try {
            int group = Integer.parseInt(mediator.group().strip());
            if (group >= 0 && group <= groups) {
                return Optional.of(Optional.of(new PropertyValue.Part(pattern.get(), group)));
            }
        } catch (NumberFormatException e) {
            // Reported below, as any other value that is not a group of the pattern.
        }
        String message = "group: " + mediator.group() + " (expected: 0 to " + groups + ", the groups of the pattern)";
        scope.error(mediator, "MYL-2033", message, "");
        return Optional.empty();
    }
}
