package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.XQuery;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.transform.Query;
import dev.myelin.engine.mediator.transform.QueryTransformation;
import dev.myelin.engine.mediator.transform.QueryTransformation.Value;
import dev.myelin.engine.mediator.transform.QueryValues;
import dev.myelin.engine.mediator.transform.Selection;
import dev.myelin.engine.mediator.transform.TransformMediator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;

/** {@code <xquery>}: the query of a constant key is compiled here, once. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class XQueryCompiler implements MediatorCompiler<XQuery> {
    @Override
    public Class<XQuery> type() {
        return XQuery.class;
    }

    @Override
    public void compile(XQuery mediator, MediatorScope scope) {
        Optional<Keyed<Query>> query = ResourceKeys.keyed(mediator.key(), mediator, scope, Query::compile);
        Optional<SynapseExpression> target = mediator.target().flatMap(text -> scope.expression(text, mediator));
        Map<String, Value> variables = new HashMap<>();
        for (XQuery.External variable : mediator.variables()) {
            value(variable, scope).ifPresent(value -> variables.put(local(variable.name()), value));
        }
        boolean complete = mediator.variables().stream().allMatch(each -> variables.containsKey(local(each.name())));
        if (query.isPresent()
                && complete
                && target.isPresent() == mediator.target().isPresent()) {
            var transformation = new QueryTransformation(query.get(), variables, new Selection(target));
            scope.process(
                    "xquery",
                    new TransformMediator(
                            List.of(query.get()),
                            transformation,
                            Workers.of(scope.settings().context())),
                    "xquery " + mediator.key(),
                    mediator);
        }
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private static Optional<Value> value(XQuery.External variable, MediatorScope scope) {
        String type = variable.type();
        if (variable.key().isPresent()) {
            return document(variable, scope);
        }
        if (variable.expression().isPresent()) {
            return scope.expression(variable.expression().get(), variable)
                    .map(found -> QueryValues.isNode(type)
                            ? QueryValues.nodes(found)
                            : QueryValues.atomic(type, exchange -> QueryValues.text(found, exchange)));
        }
        if (variable.value().isPresent()) {
            String text = variable.value().get();
            return Optional.of(QueryValues.atomic(type, exchange -> text));
        }
        if (QueryValues.isNode(type)) {
            return Optional.of(QueryTransformation::payload);
        }
        String message = "variable " + variable.name() + ": no value (expected: value, expression or key)";
        scope.error(variable, "MYL-2031", message, "");
        return Optional.empty();
    }

    /** The XML under the key, or what the XPath finds in it: text, unless the type is a node. */
    private static Optional<Value> document(XQuery.External variable, MediatorScope scope) {
        String type = variable.type();
        String key = variable.key().orElse("");
        Optional<String> path = variable.expression();
        Map<String, String> namespaces = variable.namespaces();
        return ResourceKeys.keyed(key, variable, scope, text -> QueryValues.document(text, path, namespaces))
                .map(keyed -> {
                    if (QueryValues.isNode(type)) {
                        return keyed::get;
                    }
                    TextSource text = exchange -> keyed.get(exchange) instanceof XdmNode node
                            ? node.getStringValue()
                            : QueryValues.text(keyed.get(exchange));
                    return QueryValues.atomic(type, text);
                });
    }
}
