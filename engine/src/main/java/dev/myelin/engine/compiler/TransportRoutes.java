package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.Drop;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.UnroutedReplyMediator;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.ToDefinition;

/** The route for messages of WebSocket back-ends whose connection an HTTP client's message opened. */
final class TransportRoutes {
    private static final String KEY = "[transport.ws] sender.outflow_dispatch_sequence";

    private final Compilation compilation;

    TransportRoutes(Compilation compilation) {
        this.compilation = compilation;
    }

    void compile() {
        DeploymentConfig config = compilation.config();
        if (!config.ws().enabled() && !config.wss().enabled()) {
            return;
        }
        DeploymentConfig.WsSender sender = config.ws().enabled() ? config.ws() : config.wss();
        ArtefactBuild build = new ArtefactBuild(compilation, "outflow");
        // The configuration has no element of the language to point at.
        Drop nowhere = new Drop();
        nowhere.locate(
                new SourceLocation(config.directory().resolve("deployment.toml").toString(), 0, 0), Map.of());
        Optional<String> fault =
                compilation.faultSequence(sender.faultSequence().or(() -> known("outflowFaultSeq")));
        MediatorScope scope = new RouteBuild(build, nowhere).guarded("ws:outflow", "ws:outflow", fault);
        Optional<String> sequence = sequence(sender);
        if (sequence.isPresent()) {
            scope.add(new ToDefinition(SequenceComponent.uri(sequence.get())), scope.id("sequence"), nowhere);
            warnIfMissing(sequence.get(), nowhere.location());
        } else {
            var unrouted = new UnroutedReplyMediator(
                    "outflow", KEY, compilation.settings().counters());
            scope.process("unrouted-reply", unrouted, "log and count: no " + KEY, nowhere);
            warnIfNeeded(nowhere.location());
        }
        build.finish();
    }

    private Optional<String> sequence(DeploymentConfig.WsSender sender) {
        return sender.outSequence().or(() -> known("outflowDispatchSeq")).or(() -> known("main"));
    }

    private Optional<String> known(String name) {
        return Optional.of(name).filter(compilation.project().sequences()::containsKey);
    }

    private void warnIfMissing(String sequence, SourceLocation where) {
        if (known(sequence).isEmpty() && !compilation.project().sequences().isEmpty()) {
            String message = KEY + ": " + sequence + " (expected: a sequence)";
            compilation.report(Diagnostic.warning("MYL-2001", where, message, ""));
        }
    }

    /** Only proxies open such connections. */
    private void warnIfNeeded(SourceLocation where) {
        if (!compilation.project().proxies().isEmpty()) {
            String message = KEY + ": none (expected: a sequence for messages of back-ends)";
            compilation.report(
                    Diagnostic.warning("MYL-2011", where, message, "Without it they are logged and dropped"));
        }
    }
}
