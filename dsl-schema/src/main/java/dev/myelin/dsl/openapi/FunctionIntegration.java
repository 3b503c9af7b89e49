package dev.myelin.dsl.openapi;

import java.util.Optional;
import java.util.Set;

/** {@code cloud_functions}: a request to the URL of a function, in the form that functions take and answer. */
final class FunctionIntegration implements Integration {
    @Override
    public Set<String> options() {
        return Set.of("function_id", "tag", "service_account_id", "payload_format_version", "context");
    }

    @Override
    public void build(Operation operation) {
        Part options = operation.options();
        Optional<String> id = options.needed("function_id", "Add function_id: ID");
        if (id.isEmpty()) {
            return;
        }
        Optional<String> url = operation.settings().functions().apply(id.get());
        if (url.isEmpty()) {
            options.findings()
                    .error(
                            Codes.UNKNOWN_FUNCTION,
                            options.placeOf("function_id"),
                            "function_id: " + id.get() + " (expected: a function with a URL)",
                            "Write its URL into deployment.toml: [openapi.functions] \"" + id.get()
                                    + "\" = \"http://...\"");
            return;
        }
        operation.sequence().own("functionRequest");
        HttpIntegration.call(operation, "post", url.get());
        operation.sequence().own("functionAnswer");
        operation.respond();
    }
}
