package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Call;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.expression.ExpressionSyntaxException;
import dev.myelin.engine.expression.JsonPathEdit;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.call.CallMediator.Source;
import dev.myelin.engine.mediator.call.CallMediator.Target;
import dev.myelin.engine.mediator.call.CallParts;
import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.mediator.enrich.EnrichMediator;
import dev.myelin.engine.mediator.enrich.Sources;
import dev.myelin.engine.mediator.enrich.Targets;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.TreeEdit.Action;
import java.util.Locale;
import java.util.Optional;

/** {@code source} and {@code target} of {@code call} and {@code callout}. What is wrong is reported and yields empty. */
record CallPartsCompiler(MediatorScope scope) {
    private static final String JSON = "json-eval(";

    Optional<Source> source(Call.Source source) {
        String text = source.content().strip();
        String type = source.type().toLowerCase(Locale.ROOT);
        if (type.equals("body")) {
            return Optional.of(source.contentType().map(CallParts::as).orElse(Source.MESSAGE));
        }
        if (text.isEmpty()) {
            return missing("source", type, source);
        }
        Optional<EnrichMediator.Source> content =
                switch (type) {
                    case "property" -> Optional.of(Sources.property(text));
                    case "variable" -> Optional.of(CallParts.variable(text));
                    case "inline" -> inline(source);
                    default -> found(text, source);
                };
        return content.map(found -> CallParts.content(found, source.contentType()));
    }

    private Optional<EnrichMediator.Source> inline(Call.Source source) {
        return ValueTemplate.compile(source.content(), ValueTemplate.escapingFor(source.content()), source, scope)
                .map(template -> {
                    if (template.isConstant()) {
                        Content content = Content.parse(source.content());
                        return exchange -> content;
                    }
                    return exchange -> Content.parse(template.text(exchange));
                });
    }

    /** What an expression finds: an XPath, a JSONPath or another one, with braces around it or without. */
    Optional<EnrichMediator.Source> found(String text, SynapseNode where) {
        return scope.expression(bare(text), where).map(expression -> {
            if (expression.source().startsWith("${")) {
                return CallParts.value(expression);
            }
            return isJson(expression) ? Sources.jsonPath(expression) : Sources.xpath(expression);
        });
    }

    /** The inner empty: the reply takes the place of the message. */
    Optional<Optional<Target>> target(Call.Target target) {
        String type = target.type().toLowerCase(Locale.ROOT);
        String text = target.content();
        if (type.equals("body")) {
            return Optional.of(Optional.empty());
        }
        if (text.isEmpty()) {
            return missing("target", type, target);
        }
        Optional<Target> made =
                switch (type) {
                    case "property" ->
                        Optional.of(CallParts.property(Scope.of(target.scope()).orElse(Scope.DEFAULT), text));
                    case "header" -> Optional.of(CallParts.property(Scope.TRANSPORT, text));
                    case "variable" -> Optional.of(CallParts.variable(text, false));
                    default -> place(text, target).map(CallParts::part);
                };
        return made.map(Optional::of);
    }

    /** The part of a message that an expression finds. */
    Optional<EnrichMediator.Target> place(String text, SynapseNode where) {
        return scope.expression(bare(text), where).flatMap(expression -> {
            if (!isJson(expression)) {
                return Optional.of(Targets.xpath(expression, Action.REPLACE));
            }
            try {
                JsonPathEdit path = JsonPathEdit.compile(expression.source());
                return Optional.of(Targets.jsonPath(path, Action.REPLACE));
            } catch (ExpressionSyntaxException e) {
                String message = "expression: " + text + " (expected: a JSONPath; " + e.getMessage() + ")";
                scope.error(where, "MYL-2020", message, "");
                return Optional.empty();
            }
        });
    }

    private static boolean isJson(SynapseExpression expression) {
        return expression.source().startsWith(JSON);
    }

    private static String bare(String text) {
        boolean braces = text.startsWith("{") && Reference.isDynamic(text);
        return braces ? text.substring(1, text.length() - 1).strip() : text;
    }

    private <T> Optional<T> missing(String part, String type, SynapseNode where) {
        String rule = type.equals("property") || type.equals("header") || type.equals("variable")
                ? "the name of the " + type
                : type.equals("inline") ? "what is sent" : "an expression";
        scope.error(where, "MYL-2031", part + ": nothing in it (expected: " + rule + ")", "");
        return Optional.empty();
    }
}
