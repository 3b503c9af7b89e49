package dev.myelin.engine.mediator.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** JSON schemas of drafts 4 to 2020-12; nothing is fetched, and a pattern that backtracks without end is stopped. */
public final class JsonCheck implements Check {
    private final List<Schema> schemas;

    private JsonCheck(List<Schema> schemas) {
        this.schemas = schemas;
    }

    /**
     * Compiles schemas each of which must hold.
     *
     * @param imports the text of what they refer to, by location
     * @throws IllegalArgumentException when one is wrong
     */
    public static JsonCheck compile(List<String> texts, Function<String, Optional<String>> imports) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_4, builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .regularExpressionFactory(BoundedPattern::of)
                                .locale(Locale.ENGLISH)
                                .build())
                        .schemaLoader(loader -> loader.resourceLoaders(resources -> resources.resources(
                                location -> imports.apply(location).orElse(null)))));
        List<Schema> schemas = new ArrayList<>();
        for (String text : texts) {
            schemas.add(schema(text, registry));
        }
        return new JsonCheck(List.copyOf(schemas));
    }

    private static Schema schema(String text, SchemaRegistry registry) {
        try {
            JsonNode json = Payload.ofText(text, "application/json").json();
            if (!json.isObject() && !json.isBoolean()) {
                throw new IllegalArgumentException("not a JSON schema (expected: an object)");
            }
            return registry.getSchema(json);
        } catch (Fault | SchemaException wrong) {
            throw new IllegalArgumentException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    @Override
    public List<String> faults(Exchange exchange, Optional<SynapseExpression> source) {
        @Nullable JsonNode json = value(exchange, source);
        if (json == null || json.isMissingNode()) {
            return List.of("validate: " + source.map(SynapseExpression::source).orElse("body") + " (expected: JSON)");
        }
        List<String> faults = new ArrayList<>();
        for (Schema schema : schemas) {
            for (Error error : schema.validate(json)) {
                if (faults.size() < MAX_TOLD) {
                    faults.add(error.toString());
                }
            }
        }
        return faults;
    }

    private static @Nullable JsonNode value(Exchange exchange, Optional<SynapseExpression> source) {
        if (source.isEmpty()) {
            return Payload.of(exchange).json();
        }
        return source.get().evaluate(exchange, JsonNode.class);
    }
}
