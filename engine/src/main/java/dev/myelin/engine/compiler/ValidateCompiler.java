package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Validate;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.transform.Check;
import dev.myelin.engine.mediator.transform.JsonCheck;
import dev.myelin.engine.mediator.transform.TransformMediator;
import dev.myelin.engine.mediator.transform.ValidateTransformation;
import dev.myelin.engine.mediator.transform.XmlCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * {@code <validate>}: schemas of constant keys are compiled here, once. A processor finds out whether the message is
 * valid; Camel's {@code choice} runs {@code on-fail}.
 */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class ValidateCompiler implements MediatorCompiler<Validate> {
    @Override
    public Class<Validate> type() {
        return Validate.class;
    }

    @Override
    public void compile(Validate mediator, MediatorScope scope) {
        Function<String, Optional<String>> imports = ResourceKeys.imports(mediator.resources(), scope);
        Optional<SynapseExpression> source = mediator.source().flatMap(text -> scope.expression(text, mediator));
        Optional<List<Keyed<Check>>> checks = checks(mediator, imports, scope);
        String id = scope.id("validate");
        String verdict = "myelin.invalid." + id;
        if (checks.isPresent() && source.isPresent() == mediator.source().isPresent()) {
            List<Keyed<Check>> all = checks.get();
            var transformation = new ValidateTransformation(exchange -> all(all, exchange), source, verdict);
            String keys = mediator.schemas().stream().map(Validate.Schema::key).collect(Collectors.joining(" "));
            scope.process(
                    "validate",
                    new TransformMediator(
                            all, transformation, Workers.of(scope.settings().context())),
                    "validate " + keys,
                    mediator);
        }
        var invalid = Nodes.predicate("invalid", exchange -> exchange.removeProperty(verdict) != null);
        Conditions.block(invalid, "on-fail", mediator, scope)
                .compile(mediator.onFail().map(list -> list.mediators()).orElse(List.of()));
    }

    private static Check all(List<Keyed<Check>> checks, Exchange exchange) {
        if (checks.size() == 1) {
            return checks.get(0).get(exchange);
        }
        return (message, source) -> {
            List<String> faults = new ArrayList<>();
            checks.forEach(check -> faults.addAll(check.get(message).faults(message, source)));
            return faults;
        };
    }

    /** Several XML schemas of constant keys are one; others count by themselves. */
    private static Optional<List<Keyed<Check>>> checks(
            Validate mediator, Function<String, Optional<String>> imports, MediatorScope scope) {
        List<Validate.Schema> schemas = mediator.schemas();
        if (schemas.isEmpty()) {
            scope.error(mediator, "MYL-2031", "validate: no schema (expected: a schema inside)", "");
            return Optional.empty();
        }
        if (schemas.size() > 1) {
            Optional<List<String>> texts = xml(schemas, scope);
            if (texts.isPresent()) {
                return together(mediator, texts.get(), imports, scope);
            }
        }
        List<Keyed<Check>> checks = new ArrayList<>();
        for (Validate.Schema schema : schemas) {
            ResourceKeys.keyed(schema.key(), schema, scope, text -> check(text, imports))
                    .ifPresent(checks::add);
        }
        return checks.size() == schemas.size() ? Optional.of(checks) : Optional.empty();
    }

    private static Optional<List<String>> xml(List<Validate.Schema> schemas, MediatorScope scope) {
        List<String> texts = new ArrayList<>();
        for (Validate.Schema schema : schemas) {
            if (!Reference.isDynamic(schema.key())) {
                ResourceKeys.of(scope).text(schema.key()).map(String::strip).ifPresent(texts::add);
            }
        }
        boolean xml = texts.size() == schemas.size() && texts.stream().allMatch(text -> text.startsWith("<"));
        return xml ? Optional.of(texts) : Optional.empty();
    }

    private static Optional<List<Keyed<Check>>> together(
            Validate mediator, List<String> texts, Function<String, Optional<String>> imports, MediatorScope scope) {
        String key = mediator.schemas().get(0).key();
        TextSource constant = exchange -> key;
        try {
            Check check = XmlCheck.compile(texts, imports);
            return Optional.of(
                    List.of(new Keyed<Check>(constant, ResourceKeys.of(scope), text -> check).with(key, check)));
        } catch (IllegalArgumentException wrong) {
            scope.error(mediator, ResourceKeys.BROKEN, "validate: " + wrong.getMessage(), "");
            return Optional.empty();
        }
    }

    private static Check check(String text, Function<String, Optional<String>> imports) {
        String bare = text.strip();
        return bare.startsWith("<")
                ? XmlCheck.compile(List.of(bare), imports)
                : JsonCheck.compile(List.of(bare), imports);
    }
}
