package dev.myelin.engine.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.JsonTransform;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.transform.JsonTransformation;
import dev.myelin.engine.mediator.transform.TransformMediator;
import dev.myelin.engine.message.XmlRules;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code <jsontransform>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class JsonTransformCompiler implements MediatorCompiler<JsonTransform> {
    private static final String PRIMITIVES = "synapse.commons.json.output.autoPrimitive";
    private static final String TEXTS = "synapse.commons.json.output.disableAutoPrimitive.regex";
    private static final String NULLS = "synapse.commons.enableXmlNullForEmptyElement";
    private static final List<String> KNOWN = List.of(PRIMITIVES, TEXTS, NULLS);

    @Override
    public Class<JsonTransform> type() {
        return JsonTransform.class;
    }

    @Override
    public void compile(JsonTransform mediator, MediatorScope scope) {
        Optional<Keyed<JsonNode>> schema =
                mediator.schema().flatMap(key -> ResourceKeys.keyed(key, mediator, scope, JsonTransformation::read));
        if (schema.isPresent() != mediator.schema().isPresent()) {
            return;
        }
        Optional<Pattern> texts = value(mediator, TEXTS).flatMap(regex -> scope.regex(regex, mediator));
        if (texts.isPresent() != value(mediator, TEXTS).isPresent()) {
            return;
        }
        mediator.properties().stream()
                .filter(property -> !KNOWN.contains(property.name()))
                .forEach(property -> scope.warning(
                        property,
                        "MYL-2092",
                        "jsontransform: property " + property.name() + " has no effect (expected: one of "
                                + String.join(", ", KNOWN) + ")",
                        "Leave it out"));
        XmlRules rules = new XmlRules(isOn(mediator, PRIMITIVES), texts, isOn(mediator, NULLS));
        List<Keyed<JsonNode>> needs = schema.map(List::of).orElse(List.of());
        scope.process(
                "jsontransform",
                new TransformMediator(
                        needs,
                        new JsonTransformation(schema, rules),
                        Workers.of(scope.settings().context())),
                "jsontransform " + mediator.schema().orElse(""),
                mediator);
    }

    private static boolean isOn(JsonTransform mediator, String name) {
        return !"false".equalsIgnoreCase(value(mediator, name).orElse(""));
    }

    private static Optional<String> value(JsonTransform mediator, String name) {
        return mediator.properties().stream()
                .filter(property -> property.name().equals(name))
                .findFirst()
                .flatMap(property -> property.value());
    }
}
