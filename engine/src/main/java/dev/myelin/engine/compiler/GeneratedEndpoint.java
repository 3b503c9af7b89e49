package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.Severity;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.Namespaces;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.read.ProjectReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Endpoints that a mediator describes in words of its own: written as an endpoint's XML, and read as any other. */
final class GeneratedEndpoint {
    private static final String NAME = "generated";

    private GeneratedEndpoint() {}

    /** The endpoint with {@code inside}; what is wrong with it is reported at the line of {@code where}. */
    static Optional<Endpoint> read(String inside, SynapseNode where, MediatorScope scope) {
        ProjectReader reader = scope.shared(ProjectReader.class, "", ProjectReader::new);
        String xml = "\n".repeat(Math.max(0, where.location().line() - 1)) + "<endpoint xmlns=\"" + Namespaces.SYNAPSE
                + "\" name=\"" + NAME + "\">" + inside + "</endpoint>";
        Project project =
                reader.read(List.of(new SourceFile(where.location().file(), xml.getBytes(StandardCharsets.UTF_8))));
        for (Diagnostic found : project.diagnostics()) {
            if (found.severity() == Severity.ERROR) {
                scope.error(where, found.code(), found.message(), found.hint());
            }
        }
        return Optional.ofNullable(project.endpoints().get(NAME));
    }

    /** {@code text} as the value of an attribute or the content of an element. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
