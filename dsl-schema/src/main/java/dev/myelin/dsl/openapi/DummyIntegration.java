package dev.myelin.dsl.openapi;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code dummy}: an answer that stands in the document. */
final class DummyIntegration implements Integration {
    private static final String ANY = "*";
    private static final String JSON = "application/json";
    private static final String BINARY = "application/octet-stream";

    @Override
    public Set<String> options() {
        return Set.of("http_code", "http_headers", "content");
    }

    @Override
    public void build(Operation operation) {
        Part options = operation.options();
        int status = options.number("http_code", 100, 599).map(Number::intValue).orElse(200);
        Map<String, String> headers = options.texts("http_headers");
        Map<String, String> content = options.texts("content");
        Optional<String> chosen = Optional.of(ANY).filter(content::containsKey).or(() -> content.keySet().stream()
                .findFirst());
        String text = chosen.map(content::get).orElse("");
        String type = type(headers, chosen);
        boolean refusal = operation.event() == Event.CONNECT && status >= 400;
        boolean answers = refusal || operation.event() == Event.MESSAGE && !text.isEmpty();
        if (!answers) {
            operation.sequence().child("drop");
            return;
        }
        if (refusal) {
            operation
                    .sequence()
                    .child("property", options.placeOf("http_code"))
                    .with("name", "HTTP_SC")
                    .with("scope", "axis2")
                    .with("value", String.valueOf(status));
        }
        payload(operation, text, type);
        operation.respond();
    }

    private static String type(Map<String, String> headers, Optional<String> chosen) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> chosen.filter(key -> !key.equals(ANY)))
                .orElse("text/plain");
    }

    /** JSON so that values are escaped in it; anything else as text, whose type then says how it is sent. */
    private static void payload(Operation operation, String text, String type) {
        String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean json = essence.equals(JSON);
        Blueprint sequence = operation.sequence();
        Blueprint factory = sequence.child("payloadFactory", operation.options().placeOf("content"))
                .with("media-type", json ? "json" : "text");
        new PayloadFormat(operation.template(text)).into(factory);
        if (!json) {
            sequence.child("property")
                    .with("name", "messageType")
                    .with("scope", "axis2")
                    .with("action", "remove");
            sequence.child("property")
                    .with("name", "ContentType")
                    .with("scope", "axis2")
                    .with("value", essence.startsWith("text/") ? type : BINARY);
        }
    }
}
