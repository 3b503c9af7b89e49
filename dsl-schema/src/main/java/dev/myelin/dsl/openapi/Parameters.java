package dev.myelin.dsl.openapi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of an operation: its own, those of its path, and the headers of events. */
final class Parameters {
    private static final Set<String> PLACES = Set.of("path", "query", "header");

    private final Map<String, Parameter> byName = new HashMap<>();

    /**
     * Those of {@code operation} of {@code path}.
     *
     * @param shared where a {@code $ref} leads
     */
    static Parameters of(Part path, Part operation, Shared shared) {
        Parameters all = new Parameters();
        for (String name : Template.names(path.name())) {
            String plain = name.endsWith("+") ? name.substring(0, name.length() - 1) : name;
            all.byName.put(plain, new Parameter(plain, "path", Optional.empty()));
        }
        all.add(path, shared);
        all.add(operation, shared);
        return all;
    }

    private void add(Part holder, Shared shared) {
        for (YamlNode item : holder.items("parameters")) {
            if (item instanceof YamlNode.Mapping mapping) {
                Part part = new Part("parameters", mapping.location(), mapping, holder.findings());
                shared.resolve(part, "parameters").ifPresent(this::declare);
            } else {
                holder.findings()
                        .error(
                                Codes.BAD_VALUE,
                                item.location(),
                                "parameters: " + item.kind() + " (expected: a mapping with name and in)",
                                "");
            }
        }
    }

    private void declare(Part part) {
        Optional<String> name = part.needed("name", "Add name: NAME");
        Optional<String> in = part.needed("in", "Add in: header, in: path or in: query");
        if (name.isEmpty() || in.isEmpty()) {
            return;
        }
        if (in.get().equals("cookie")) {
            part.findings()
                    .warning(
                            Codes.NOT_SERVED,
                            part.placeOf("in"),
                            "in: cookie (expected: header, path or query)",
                            "Placeholders for it are empty");
            byName.put(name.get(), new Parameter(name.get() + " of a cookie", "header", Optional.empty()));
        } else if (PLACES.contains(in.get())) {
            Optional<String> byDefault = part.part("schema").flatMap(schema -> schema.text("default"));
            byName.put(name.get(), new Parameter(name.get(), in.get(), byDefault));
        } else {
            part.wrong("in", in.get(), "header, path, query or cookie");
        }
    }

    /** The parameter of that name. */
    Optional<Parameter> find(String name) {
        return Optional.ofNullable(byName.get(name)).or(() -> Parameter.ofEvent(name));
    }

    /** The names of those that were declared. */
    Set<String> names() {
        return byName.keySet();
    }
}
