package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Sequence;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.transport.http.HttpTransport;
import java.util.Optional;
import org.apache.camel.model.ToDefinition;

/**
 * The sequences that HTTP requests run by the name of the sequence: {@code main} those that no proxy and no API takes, and
 * the replies to what it sends; {@code _resource_mismatch_handler_} those for which an API has no resource.
 */
final class MainCompiler {
    private MainCompiler() {}

    static void compile(Compilation compilation) {
        compile(HttpTransport.MAIN, compilation);
        compile(HttpTransport.MISMATCH, compilation);
    }

    private static void compile(String name, Compilation compilation) {
        Sequence sequence = compilation.project().sequences().get(name);
        if (sequence == null) {
            return;
        }
        ArtefactBuild build = new ArtefactBuild(compilation, name, "http-" + name);
        Optional<String> fault = compilation.faultSequence(Optional.empty());
        MediatorScope scope = new RouteBuild(build, sequence).guarded("api:" + name, "api:" + name, fault);
        scope.add(new ToDefinition(SequenceComponent.uri(name)), scope.id("sequence"), sequence);
        build.finish();
    }
}
