package dev.myelin.engine.cli;

import dev.myelin.engine.deploy.Explanation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin explain}: the Camel routes that a configuration becomes. */
@Command(
        name = "explain",
        description = "Prints the compiled routes as Camel XML, or a drawing. Exit code 1: no artefact of that name.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description = "The conf directory; that of the checkout if not given.")
    private @Nullable Path conf;

    @Option(names = "--mermaid", description = "A Mermaid flowchart of the sequences in place of the routes.")
    private boolean mermaid;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "An artefact's name; all artefacts if not given.")
    private @Nullable String artefact;

    @Override
    public Integer call() {
        Path directory = conf != null ? conf : Path.of(System.getProperty("myelin.home", "."), "conf");
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), "--conf: " + directory + " (expected: a directory)");
        }
        Explanation explanation = Explanation.of(directory, System.getenv());
        PrintWriter err = spec.commandLine().getErr();
        explanation.errors().forEach(err::println);
        Optional<String> shown = mermaid ? drawing(explanation) : routes(explanation);
        if (shown.isEmpty()) {
            String names = String.join(", ", explanation.names());
            err.println("NAME: " + artefact + " (expected: an artefact of " + directory + " without errors: "
                    + (names.isEmpty() ? "there is none" : names) + ")");
            return ExitCode.FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(shown.get());
        out.flush();
        return ExitCode.OK;
    }

    private Optional<String> routes(Explanation explanation) {
        return artefact == null ? Optional.of(explanation.all()) : explanation.of(artefact);
    }

    private Optional<String> drawing(Explanation explanation) {
        return artefact == null ? Optional.of(explanation.drawing()) : explanation.drawing(artefact);
    }
}
