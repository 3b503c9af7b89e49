package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Sequence;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.transport.http.HttpTransport;
import java.util.Optional;
import org.apache.camel.model.ToDefinition;

/** The sequence {@code main} for HTTP: what no proxy and no API takes runs it, and so do the replies to what it sends. */
final class MainCompiler {
    private MainCompiler() {}

    static void compile(Compilation compilation) {
        Sequence main = compilation.project().sequences().get("main");
        if (main == null) {
            return;
        }
        ArtefactBuild build = new ArtefactBuild(compilation, "main", "http-main");
        Optional<String> fault = compilation.faultSequence(Optional.empty());
        MediatorScope scope =
                new RouteBuild(build, main).guarded("api:" + HttpTransport.MAIN, "api:" + HttpTransport.MAIN, fault);
        scope.add(new ToDefinition(SequenceComponent.uri("main")), scope.id("sequence"), main);
        build.finish();
    }
}
