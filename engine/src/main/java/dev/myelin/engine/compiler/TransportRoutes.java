package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.Drop;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.UnroutedReplyMediator;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * The route for messages of WebSocket back-ends whose connection an HTTP client's message opened. {@code
 * [transport.ws]} and {@code [transport.wss]} may name a sequence each.
 */
final class TransportRoutes {
    private static final String ID = "ws:outflow";
    private static final String KEY = "sender.outflow_dispatch_sequence";

    private final Compilation compilation;
    private final ArtefactBuild build;
    /** The configuration has no element of the language to point at. */
    private final Drop nowhere = new Drop();

    TransportRoutes(Compilation compilation) {
        this.compilation = compilation;
        this.build = new ArtefactBuild(compilation, "outflow", ID);
        String file =
                compilation.config().directory().resolve("deployment.toml").toString();
        nowhere.locate(new SourceLocation(file, 0, 0), Map.of());
    }

    void compile() {
        DeploymentConfig config = compilation.config();
        if (!config.ws().enabled() && !config.wss().enabled()) {
            return;
        }
        DeploymentConfig.WsSender first = config.ws().enabled() ? config.ws() : config.wss();
        Optional<String> fault = compilation.faultSequence(first.faultSequence().or(() -> known("outflowFaultSeq")));
        MediatorScope scope = new RouteBuild(build, nowhere).guarded(ID, ID, fault);
        Optional<String> plain = sequence(first);
        Optional<String> secure = sequence(config.wss());
        if (config.ws().enabled() && config.wss().enabled() && !plain.equals(secure)) {
            byScheme(plain, secure, scope);
        } else {
            to(plain, config.ws().enabled() ? "ws" : "wss", scope);
        }
        build.finish();
    }

    private void byScheme(Optional<String> plain, Optional<String> secure, MediatorScope scope) {
        String id = scope.id("scheme");
        ChoiceDefinition choice = scope.add(new ChoiceDefinition(), id, nowhere);
        Predicate isSecure = TransportRoutes::isSecure;
        var when = Conditions.when(
                Nodes.predicate("starts-with(get-property('websocket.subscriber.path'), 'wss:')", isSecure),
                id + "-wss");
        choice.addOutput(when);
        to(secure, "wss", scope.branch(when, choice));
        var otherwise = Conditions.otherwise(id + "-ws");
        choice.addOutput(otherwise);
        to(plain, "ws", scope.branch(otherwise, choice));
    }

    private static boolean isSecure(Exchange exchange) {
        String address = MessageContext.text(exchange, Scope.DEFAULT, "websocket.subscriber.path");
        return address != null && address.startsWith("wss:");
    }

    private void to(Optional<String> sequence, String transport, MediatorScope scope) {
        String key = "[transport." + transport + "] " + KEY;
        if (sequence.isPresent()) {
            scope.add(new ToDefinition(SequenceComponent.uri(sequence.get())), scope.id("sequence"), nowhere);
            warnIfMissing(sequence.get(), key);
        } else {
            var counters = compilation.settings().counters();
            scope.process(
                    "unrouted-reply",
                    new UnroutedReplyMediator("outflow", key, counters),
                    "log and count: no " + key,
                    nowhere);
            warnIfNeeded(key);
        }
    }

    private Optional<String> sequence(DeploymentConfig.WsSender sender) {
        return sender.outSequence().or(() -> known("outflowDispatchSeq")).or(() -> known("main"));
    }

    private Optional<String> known(String name) {
        return Optional.of(name).filter(compilation.project().sequences()::containsKey);
    }

    private void warnIfMissing(String sequence, String key) {
        if (known(sequence).isEmpty() && !compilation.project().sequences().isEmpty()) {
            String message = key + ": " + sequence + " (expected: a sequence)";
            report("MYL-2001", message, "");
        }
    }

    /** Only requests of HTTP clients open such connections. */
    private void warnIfNeeded(String key) {
        boolean http = compilation.project().inboundEndpoints().values().stream()
                .anyMatch(inbound -> inbound.protocol().startsWith("http"));
        if (http || !compilation.project().proxies().isEmpty()) {
            String message = key + ": none (expected: a sequence for messages of back-ends)";
            report("MYL-2011", message, "Without it they are logged and dropped");
        }
    }

    private void report(String code, String message, String hint) {
        compilation.report(Diagnostic.warning(code, nowhere.location(), message, hint));
    }
}
