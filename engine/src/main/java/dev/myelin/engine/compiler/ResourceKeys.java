package dev.myelin.engine.compiler;

import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.ResourceMapping;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Keys of stylesheets, schemas, queries and scripts: what they name is found and compiled here. */
final class ResourceKeys {
    static final String BROKEN = "MYL-2070";

    private ResourceKeys() {}

    static Resources of(MediatorScope scope) {
        return new ProjectResources(scope.project(), scope.config().directory());
    }

    /**
     * What {@code key} names, compiled; empty when it is wrong, which is reported. One that is not there is reported and
     * looked up again for each message.
     */
    static <T> Optional<Keyed<T>> keyed(
            String key, SynapseNode where, MediatorScope scope, Function<String, T> compile) {
        Resources resources = of(scope);
        if (Reference.isDynamic(key)) {
            return scope.text(key, where).map(text -> new Keyed<>(text, resources, compile));
        }
        if (key.isBlank()) {
            scope.error(where, "MYL-2031", "key: none (expected: the key of a local entry or registry file)", "");
            return Optional.empty();
        }
        Keyed<T> keyed = new Keyed<>(exchange -> key, resources, compile);
        Optional<String> text = found(key, where, scope);
        if (text.isEmpty()) {
            return Optional.of(keyed);
        }
        try {
            return Optional.of(keyed.with(key, compile.apply(text.get())));
        } catch (IllegalArgumentException wrong) {
            scope.error(where, BROKEN, key + ": " + wrong.getMessage(), "");
            return Optional.empty();
        }
    }

    /** The text that a key names; a warning when there is none. */
    static Optional<String> found(String key, SynapseNode where, MediatorScope scope) {
        Optional<String> text = of(scope).text(key);
        if (text.isEmpty()) {
            scope.warning(
                    where,
                    "MYL-2003",
                    "key: " + key + " (expected: a local entry, or a file of the registry folder)",
                    DidYouMean.closest(key, scope.project().localEntries().keySet())
                            .map(known -> "Did you mean " + known + "?")
                            .orElse("It is looked up again when a message comes; one that is not there then is a fault"
                                    + " (500000)"));
        }
        return text;
    }

    /** What finds the imports of a stylesheet or schema: its {@code <resource>} elements, nothing else. */
    static Function<String, Optional<String>> imports(List<ResourceMapping> mappings, MediatorScope scope) {
        Resources resources = of(scope);
        Map<String, String> keys = new HashMap<>();
        mappings.forEach(mapping -> keys.put(mapping.where(), mapping.key()));
        return location -> Optional.ofNullable(keys.get(location)).flatMap(resources::text);
    }
}
