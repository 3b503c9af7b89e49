package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.CallTemplate;
import dev.myelin.dsl.model.Reference;
import dev.myelin.engine.expression.Deferred;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.CallTemplateMediator;
import dev.myelin.engine.mediator.CallTemplateMediator.Argument;
import dev.myelin.engine.mediator.TextSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/** {@code <call-template>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class CallTemplateCompiler implements MediatorCompiler<CallTemplate> {
    @Override
    public Class<CallTemplate> type() {
        return CallTemplate.class;
    }

    @Override
    public void compile(CallTemplate mediator, MediatorScope scope) {
        List<Argument> arguments = new ArrayList<>();
        for (CallTemplate.WithParam param : mediator.params()) {
            argument(param, scope).ifPresent(arguments::add);
        }
        Optional<TextSource> target = scope.text(mediator.target(), mediator);
        if (target.isEmpty() || arguments.size() < mediator.params().size()) {
            return;
        }
        var call = new CallTemplateMediator(
                target.get(), arguments, scope.settings().sequences());
        scope.guard(mediator.onError(), mediator)
                .process("call-template", call, "call-template " + mediator.target(), mediator);
    }

    private static Optional<Argument> argument(CallTemplate.WithParam param, MediatorScope scope) {
        String text = param.value();
        if (!Reference.isDynamic(text)) {
            return scope.template(text, param).map(found -> new Argument(param.name(), Nodes.text(found)));
        }
        String inner = text.strip();
        boolean deferred = inner.startsWith("{{") && inner.endsWith("}}");
        while (inner.startsWith("{{") && inner.endsWith("}}")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        return scope.dynamicKey(inner, param)
                .map(found ->
                        new Argument(param.name(), deferred ? new Constant(new Deferred(found)) : new Value(found)));
    }

    /** Two braces: evaluated inside of the template, as in MI. */
    private static final class Constant extends ExpressionAdapter {
        private final Deferred value;

        Constant(Deferred value) {
            this.value = value;
        }

        @Override
        public Object evaluate(Exchange exchange) {
            return value;
        }
    }

    /** An element as it is, anything else as text. */
    private static final class Value extends ExpressionAdapter {
        private final SynapseExpression expression;

        Value(SynapseExpression expression) {
            this.expression = expression;
        }

        @Override
        public Object evaluate(Exchange exchange) {
            String text = expression.text(exchange);
            if (text.startsWith("<")) {
                XdmValue nodes = expression.nodes(exchange);
                if (nodes.size() == 1 && nodes.itemAt(0) instanceof XdmNode node) {
                    return node;
                }
            }
            return text;
        }
    }
}
