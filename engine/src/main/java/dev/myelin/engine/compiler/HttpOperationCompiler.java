package dev.myelin.engine.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.dsl.model.HttpOperation;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.RawText;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.call.CallMediator;
import dev.myelin.engine.mediator.call.CallMediator.Target;
import dev.myelin.engine.mediator.call.CallParts;
import dev.myelin.engine.mediator.call.HttpRequestSource;
import dev.myelin.engine.mediator.call.HttpRequestSource.Body;
import dev.myelin.engine.mediator.call.HttpRequestSource.Headers;
import dev.myelin.engine.mediator.call.Reply;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.SendRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.Exchange;

/** An operation of the HTTP connector: an endpoint is made of its connection, the request of its parameters. */
abstract class HttpOperationCompiler<M extends HttpOperation> implements MediatorCompiler<M> {
    private static final String WRONG = "MYL-2106";
    private static final Set<String> SENDS_THE_MESSAGE = Set.of("POST", "PUT", "PATCH");

    @Override
    public final void compile(M mediator, MediatorScope scope) {
        String id = scope.id("http." + mediator.method().toLowerCase(Locale.ROOT));
        LocalEntry entry = scope.project().localEntries().get(mediator.configKey());
        if (entry == null) {
            missing(mediator, scope);
            return;
        }
        Optional<HttpConnection> connection = HttpConnection.of(entry, mediator, scope);
        Optional<Headers> headers = headers(mediator, scope);
        Optional<Optional<Body>> body = body(mediator, scope);
        Optional<TextSource> path = path(mediator, scope);
        boolean connected = connection
                .flatMap(found -> GeneratedEndpoint.read(found.endpoint(mediator.method()), mediator, scope))
                .flatMap(endpoint -> scope.endpoint(endpoint, id))
                .isPresent();
        if (!connected || headers.isEmpty() || body.isEmpty() || path.isEmpty()) {
            return; // It has been reported.
        }
        var source = new HttpRequestSource(
                connection.get().baseUrl(), path.get(), headers.get(), body.get(), mediator.forcesAccepted());
        String uri = EndpointComponent.uri(id, SendRequest.Mode.CALL, Optional.empty());
        scope.process(
                "http",
                new CallMediator(uri, source, target(mediator), OptionalInt.empty()),
                mediator.method() + " " + connection.get().baseUrl() + " " + mediator.relativePath(),
                mediator);
        if (mediator.overwritesBody()) {
            mediator.responseVariable()
                    .ifPresent(name -> scope.process(
                            "variable",
                            exchange -> exchange.setVariable(
                                    name, Reply.of(exchange).asVariable()),
                            "set " + name + " to the answer",
                            mediator));
        }
    }

    private static void missing(HttpOperation mediator, MediatorScope scope) {
        String text = "configKey: " + mediator.configKey() + " (expected: the key of a local entry with http.init)";
        scope.warning(mediator, "MYL-2003", text, "Without it a message that gets here is a fault (305100)");
        scope.process(
                "http",
                exchange -> {
                    throw Fault.of(ErrorCode.ENDPOINT_NOT_FOUND, text + "; MYL-2003");
                },
                "a fault: there is no connection " + mediator.configKey(),
                mediator);
    }

    private static Optional<TextSource> path(HttpOperation mediator, MediatorScope scope) {
        String path = mediator.relativePath();
        boolean whole = path.startsWith("{") && path.endsWith("}");
        return whole
                ? scope.text(path, mediator)
                : ValueTemplate.compile(path, ValueTemplate.Escaping.NONE, mediator, scope)
                        .map(TextSource.class::cast);
    }

    private static Optional<Target> target(HttpOperation mediator) {
        if (mediator.overwritesBody()) {
            return Optional.empty();
        }
        return mediator.responseVariable()
                .map(name -> CallParts.variable(name, true))
                .or(() -> Optional.of((exchange, reply) -> {}));
    }

    /** The inner empty: the message is sent. */
    private static Optional<Optional<Body>> body(HttpOperation mediator, MediatorScope scope) {
        String type = mediator.requestBodyType().toUpperCase(Locale.ROOT);
        return switch (type) {
            case "" ->
                Optional.of(SENDS_THE_MESSAGE.contains(mediator.method()) ? Optional.empty() : Optional.of(Body.NONE));
            case "JSON" ->
                body("application/json", mediator.requestBodyJson(), ValueTemplate.Escaping.JSON, mediator, scope);
            case "XML" ->
                body("application/xml", mediator.requestBodyXml(), ValueTemplate.Escaping.XML, mediator, scope);
            case "TEXT" -> body("text/plain", mediator.requestBodyText(), ValueTemplate.Escaping.NONE, mediator, scope);
            default -> {
                String message = "requestBodyType: " + type + " (expected: JSON, XML or TEXT)";
                scope.error(mediator, WRONG, message, "");
                yield Optional.empty();
            }
        };
    }

    private static Optional<Optional<Body>> body(
            String type,
            Optional<String> text,
            ValueTemplate.Escaping escaping,
            HttpOperation mediator,
            MediatorScope scope) {
        return ValueTemplate.compile(text.orElse("").strip(), escaping, mediator, scope)
                .map(template -> Optional.of(new Body(type, template)));
    }

    /** JSON whose values are constants and templates; a single expression yields all of it for each message. */
    private static Optional<Headers> headers(HttpOperation mediator, MediatorScope scope) {
        String text = mediator.headers().map(RawText::text).orElse("").strip();
        if (text.isEmpty()) {
            return Optional.of(exchange -> Map.of());
        }
        if (text.startsWith("${")) {
            return ValueTemplate.compile(text, ValueTemplate.Escaping.NONE, mediator, scope)
                    .map(template -> exchange -> HttpRequestSource.headers(json(template.text(exchange))));
        }
        Map<String, String> given;
        try {
            given = HttpRequestSource.headers(json(text));
        } catch (Fault wrong) {
            String rule = " (expected: a JSON object, or an array of pairs [\"name\", \"value\"])";
            scope.error(mediator, WRONG, "headers: " + text + rule, "");
            return Optional.empty();
        }
        Map<String, TextSource> values = new LinkedHashMap<>();
        given.forEach((name, value) -> value(value, mediator, scope).ifPresent(found -> values.put(name, found)));
        return values.size() == given.size() ? Optional.of(exchange -> texts(values, exchange)) : Optional.empty();
    }

    private static Optional<TextSource> value(String text, HttpOperation mediator, MediatorScope scope) {
        boolean whole = text.startsWith("{") && text.endsWith("}");
        return whole
                ? scope.text(text, mediator)
                : ValueTemplate.compile(text, ValueTemplate.Escaping.NONE, mediator, scope)
                        .map(TextSource.class::cast);
    }

    private static Map<String, String> texts(Map<String, TextSource> values, Exchange exchange) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.text(exchange)));
        return texts;
    }

    private static JsonNode json(String text) {
        return Payload.ofText(text, "application/json").json();
    }
}
