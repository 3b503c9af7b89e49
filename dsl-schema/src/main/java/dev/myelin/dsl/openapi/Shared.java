package dev.myelin.dsl.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What all operations of a document share: {@code components} and {@code security}. */
final class Shared {
    private static final String AUTHORIZER = "x-yc-apigateway-authorizer";

    private final Part document;
    private final Optional<Part> components;
    private final Set<String> authorizers = new HashSet<>();

    Shared(Part document) {
        this.document = document;
        this.components = document.part("components");
        components.flatMap(all -> all.part("securitySchemes")).ifPresent(this::collect);
    }

    private void collect(Part schemes) {
        for (YamlNode.Entry scheme : schemes.entries()) {
            if (scheme.value() instanceof YamlNode.Mapping mapping
                    && mapping.entry(AUTHORIZER).isPresent()) {
                authorizers.add(scheme.name());
            }
        }
    }

    /**
     * What {@code part} stands for: itself, or what its {@code $ref} names in a section of {@code components}. Empty, and
     * reported, when that is not there.
     */
    Optional<Part> resolve(Part part, String section) {
        if (!part.has("$ref")) {
            return Optional.of(part);
        }
        String prefix = "#/components/" + section + "/";
        String reference = part.text("$ref").orElse("");
        String name = reference.startsWith(prefix) ? reference.substring(prefix.length()) : "";
        Optional<Part> all = components.filter(each -> each.has(section)).flatMap(each -> each.part(section));
        if (all.filter(each -> each.has(name)).isPresent()) {
            return all.flatMap(each -> each.part(name));
        }
        List<String> known = all.stream()
                .flatMap(each -> each.entries().stream())
                .map(entry -> prefix + entry.name())
                .toList();
        part.findings()
                .error(
                        Codes.UNKNOWN_PARAMETER,
                        part.placeOf("$ref"),
                        "$ref: " + reference + " (expected: " + prefix + "NAME that is there)",
                        Findings.near(reference, known, ""));
        return Optional.empty();
    }

    /** An operation that asks for an authorizer would be open to everyone without it. */
    void refuseAuthorizer(Part operation) {
        Part holder = operation.has("security") ? operation : document;
        for (YamlNode requirement : holder.items("security")) {
            List<YamlNode.Entry> schemes =
                    requirement instanceof YamlNode.Mapping mapping ? mapping.entries() : List.of();
            schemes.stream()
                    .filter(scheme -> authorizers.contains(scheme.name()))
                    .findFirst()
                    .ifPresent(scheme -> operation
                            .findings()
                            .error(
                                    Codes.UNKNOWN_INTEGRATION,
                                    scheme.key().location(),
                                    "security: " + scheme.name() + " (expected: no " + AUTHORIZER
                                            + ", which is not there in this version)",
                                    "Refuse in the integration of x-yc-apigateway-websocket-connect: its status is that of the"
                                            + " handshake"));
        }
    }
}
