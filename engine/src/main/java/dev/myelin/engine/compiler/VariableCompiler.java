package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Variable;
import dev.myelin.engine.mediator.JsonValue;
import dev.myelin.engine.mediator.PropertyValue;
import dev.myelin.engine.mediator.ValueType;
import java.util.Optional;
import org.apache.camel.model.RemoveVariableDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** {@code <variable>}: Camel's {@code setVariable} and {@code removeVariable}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class VariableCompiler implements MediatorCompiler<Variable> {
    @Override
    public Class<Variable> type() {
        return Variable.class;
    }

    @Override
    public void compile(Variable mediator, MediatorScope scope) {
        String name = mediator.name();
        if (!PropertyCompiler.isPlain(name) || name.indexOf(':') >= 0) {
            String message = "variable: " + name + " (expected: a name without braces and colons)";
            scope.error(mediator, "MYL-2033", message, "");
        } else if (mediator.removes()) {
            scope.add(new RemoveVariableDefinition(name), scope.id("variable"), mediator);
        } else {
            value(mediator, scope).ifPresent(value -> {
                SetVariableDefinition node = new SetVariableDefinition();
                node.setName(name);
                node.setExpression(value);
                scope.add(node, scope.id("variable"), mediator);
            });
        }
    }

    private static ValueType type(String name) {
        return name.equalsIgnoreCase("XML") ? ValueType.OM : ValueType.of(name);
    }

    private static Optional<ExpressionDefinition> value(Variable mediator, MediatorScope scope) {
        ValueType type = mediator.type().map(VariableCompiler::type).orElse(ValueType.STRING);
        if (mediator.expression().isPresent()) {
            String text = mediator.expression().get();
            return scope.expression(text, mediator).map(found -> {
                PropertyValue converted = new PropertyValue(mediator.name(), found, type, Optional.empty());
                boolean asItIs = mediator.type().isEmpty() && found.isJson();
                return Nodes.expression(text, asItIs ? new JsonValue(found, converted) : converted);
            });
        }
        if (mediator.value().isEmpty()) {
            String message = "variable " + mediator.name() + ": no value (expected: value or expression)";
            scope.error(mediator, "MYL-2031", message, "Add action=\"remove\" to remove it");
            return Optional.empty();
        }
        String text = mediator.value().get();
        try {
            return Optional.of(Nodes.constant(text, type.convert(text)));
        } catch (IllegalArgumentException e) {
            scope.error(mediator, "MYL-2033", "variable " + mediator.name() + ": " + e.getMessage(), "");
            return Optional.empty();
        }
    }
}
