package dev.myelin.dsl.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What all operations of a document share: {@code components} and {@code security}. */
final class Shared {
    private static final String AUTHORIZER = "x-yc-apigateway-authorizer";

    private final Part document;
    private final Optional<Part> parameters;
    private final Set<String> authorizers = new HashSet<>();

    Shared(Part document) {
        this.document = document;
        Optional<Part> components = document.part("components");
        this.parameters = components.flatMap(all -> all.part("parameters"));
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

    /** {@code components/parameters}. */
    Optional<Part> parameters() {
        return parameters;
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
