package dev.myelin.engine.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.JsonTransform;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.transform.JsonTransformation;
import dev.myelin.engine.mediator.transform.TransformMediator;
import java.util.List;
import java.util.Optional;

/** {@code <jsontransform>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class JsonTransformCompiler implements MediatorCompiler<JsonTransform> {
    private static final String PRIMITIVES = "synapse.commons.json.output.autoPrimitive";
    private static final String NULLS = "synapse.commons.enableXmlNullForEmptyElement";

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
        List<Keyed<JsonNode>> needs = schema.map(List::of).orElse(List.of());
        scope.process(
                "jsontransform",
                new TransformMediator(
                        needs,
                        new JsonTransformation(schema, isOn(PRIMITIVES, mediator), isOn(NULLS, mediator)),
                        Workers.of(scope.settings().context())),
                "jsontransform " + mediator.schema().orElse(""),
                mediator);
    }

    private static boolean isOn(String name, JsonTransform mediator) {
        return mediator.properties().stream()
                .filter(property -> property.name().equals(name))
                .allMatch(property -> !"false".equalsIgnoreCase(property.value().orElse("")));
    }
}
