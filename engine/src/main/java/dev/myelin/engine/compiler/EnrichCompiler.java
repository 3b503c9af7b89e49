package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Enrich;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.expression.ExpressionSyntaxException;
import dev.myelin.engine.expression.JsonPathEdit;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.expression.TextTemplate;
import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.mediator.enrich.EnrichMediator;
import dev.myelin.engine.mediator.enrich.EnrichMediator.Source;
import dev.myelin.engine.mediator.enrich.EnrichMediator.Target;
import dev.myelin.engine.mediator.enrich.Sources;
import dev.myelin.engine.mediator.enrich.Targets;
import dev.myelin.engine.message.TreeEdit.Action;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code <enrich>}: expressions, and XML and JSON inside, are compiled here, once. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class EnrichCompiler implements MediatorCompiler<Enrich> {
    private static final String MISSING = "MYL-2031";

    /** A property, and perhaps a path in its XML. */
    private static final Pattern PROPERTY = Pattern.compile("\\$ctx:([\\w.-]+)(/.*)?", Pattern.DOTALL);

    @Override
    public Class<Enrich> type() {
        return Enrich.class;
    }

    @Override
    public void compile(Enrich mediator, MediatorScope scope) {
        if (mediator.source().isEmpty() || mediator.target().isEmpty()) {
            scope.error(mediator, MISSING, "enrich: no source or no target (expected: both)", "");
            return;
        }
        Enrich.Source from = mediator.source().get();
        Enrich.Target to = mediator.target().get();
        Action action = Action.valueOf(to.action().toUpperCase(Locale.ROOT));
        // What is removed comes from nowhere; the source of such an enrich is only there because it must be.
        Optional<Source> source =
                action == Action.REMOVE ? Optional.of(exchange -> new Content.Text("")) : source(from, scope);
        Optional<Target> target =
                action == Action.REMOVE && selects(from) ? removal(from, to, scope) : target(to, action, scope);
        if (source.isPresent() && target.isPresent()) {
            scope.process(
                    "enrich",
                    new EnrichMediator(source.get(), target.get()),
                    "enrich " + from.type() + " to " + to.type() + ", " + to.action(),
                    mediator);
        }
    }

    /** Whether a source says by JSONPaths what is meant. */
    private static boolean selects(Enrich.Source source) {
        return source.type().equalsIgnoreCase("custom")
                && source.xpath().map(String::strip).orElse("").startsWith("json-eval(");
    }

    /** With {@code remove}, the source says what is removed, and the target what from, as in MI. */
    private static Optional<Target> removal(Enrich.Source from, Enrich.Target to, MediatorScope scope) {
        String paths = from.xpath().orElse("");
        return switch (to.type().toLowerCase(Locale.ROOT)) {
            case "body" -> edits(paths, from, scope).map(Targets::without);
            case "property" ->
                named("target", to.property(), to, scope)
                        .flatMap(name -> edits(paths, from, scope).map(found -> Targets.without(found, name)));
            default -> target(to, Action.REMOVE, scope);
        };
    }

    private static Optional<Source> source(Enrich.Source source, MediatorScope scope) {
        return switch (source.type().toLowerCase(Locale.ROOT)) {
            case "envelope" -> Optional.of(Sources::envelope);
            case "body" -> Optional.of(Sources::body);
            case "property" -> named("source", source.property(), source, scope).map(Sources::property);
            case "inline" -> inline(source, scope);
            default -> custom(source, scope);
        };
    }

    private static Optional<Source> custom(Enrich.Source source, MediatorScope scope) {
        Optional<SynapseExpression> expression = expression("source", source.xpath(), source, scope);
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        boolean json = expression.get().isJson();
        if (source.clones()) {
            return expression.map(json ? Sources::jsonPath : Sources::xpath);
        }
        return json
                ? edit(expression.get().source(), source, scope).map(path -> Sources.moved(expression.get(), path))
                : expression.map(Sources::moved);
    }

    private static Optional<Source> inline(Enrich.Source source, MediatorScope scope) {
        String text = source.content();
        if (source.key().isPresent()) {
            return inlineByKey(source.key().get(), source, scope);
        }
        if (text.isBlank()) {
            scope.error(source, MISSING, "enrich: nothing inline (expected: text, XML or JSON, or key)", "");
            return Optional.empty();
        }
        if (TextTemplate.mayHaveSlots(text)) {
            return scope.template(text.strip(), source).map(filled -> exchange -> Content.parse(filled.text(exchange)));
        }
        Content content = Content.parse(text.strip());
        return Optional.of(exchange -> content);
    }

    private static Optional<Source> inlineByKey(String key, Enrich.Source source, MediatorScope scope) {
        return ResourceKeys.keyed(key, source, scope, text -> Content.parse(text.strip()))
                .map(keyed -> keyed::get);
    }

    private static Optional<Target> target(Enrich.Target target, Action action, MediatorScope scope) {
        return switch (target.type().toLowerCase(Locale.ROOT)) {
            case "envelope" -> Optional.of(Targets::envelope);
            case "body" -> Optional.of(Targets.body(action));
            case "property" ->
                named("target", target.property(), target, scope).map(name -> Targets.property(name, action));
            case "key" ->
                expression("target", target.xpath(), target, scope)
                        .flatMap(found -> edit(found.source(), target, scope))
                        .map(Targets::key);
            default -> custom(target, action, scope);
        };
    }

    private static Optional<Target> custom(Enrich.Target target, Action action, MediatorScope scope) {
        Optional<SynapseExpression> expression = expression("target", target.xpath(), target, scope);
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        if (!expression.get().isJson()) {
            Matcher property = PROPERTY.matcher(expression.get().source().strip());
            if (!property.matches()) {
                return expression.map(found -> Targets.xpath(found, action));
            }
            String name = property.group(1);
            return property.group(2) == null
                    ? Optional.of(Targets.property(name, action))
                    : expression.map(found -> Targets.xpath(found, action, name));
        }
        if (action == Action.SIBLING) {
            String message = "action: sibling (expected: replace, child or remove, for JSON)";
            scope.error(target, "MYL-2037", message, "");
            return Optional.empty();
        }
        return edit(expression.get().source(), target, scope).map(path -> Targets.jsonPath(path, action));
    }

    private static Optional<JsonPathEdit> edit(String path, SynapseNode where, MediatorScope scope) {
        return compiled(path, JsonPathEdit::compile, where, scope);
    }

    private static Optional<List<JsonPathEdit>> edits(String paths, SynapseNode where, MediatorScope scope) {
        return compiled(paths, JsonPathEdit::compileAll, where, scope);
    }

    private static <T> Optional<T> compiled(
            String path, Function<String, T> compiler, SynapseNode where, MediatorScope scope) {
        try {
            return Optional.of(compiler.apply(path));
        } catch (ExpressionSyntaxException e) {
            scope.error(
                    where, "MYL-2020", "expression: " + path + " (expected: a JSONPath; " + e.getMessage() + ")", "");
            return Optional.empty();
        }
    }

    private static Optional<SynapseExpression> expression(
            String part, Optional<String> text, SynapseNode where, MediatorScope scope) {
        if (text.isEmpty()) {
            scope.error(where, MISSING, "enrich: no xpath (expected: xpath on the " + part + ")", "");
        }
        return text.flatMap(found -> scope.expression(found, where));
    }

    private static Optional<String> named(String part, Optional<String> name, SynapseNode where, MediatorScope scope) {
        if (name.isEmpty()) {
            scope.error(where, MISSING, "enrich: no property (expected: property on the " + part + ")", "");
        }
        return name;
    }
}
