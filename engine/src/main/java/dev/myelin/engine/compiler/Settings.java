package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Setting;
import dev.myelin.engine.mediator.TextSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code <property>} elements of mediators that hand values on. */
final class Settings {
    private Settings() {}

    /** What each yields, by name; empty when one is wrong, which is reported. */
    static Optional<Map<String, TextSource>> of(List<Setting> settings, MediatorScope scope) {
        Map<String, TextSource> values = new LinkedHashMap<>();
        for (Setting setting : settings) {
            if (setting.expression().isPresent()) {
                scope.expression(setting.expression().get(), setting)
                        .ifPresent(found -> values.put(setting.name(), found::text));
            } else {
                String value = setting.value().orElse("");
                values.put(setting.name(), exchange -> value);
            }
        }
        boolean complete = settings.stream().allMatch(setting -> values.containsKey(setting.name()));
        return complete ? Optional.of(values) : Optional.empty();
    }
}
