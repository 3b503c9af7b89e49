package dev.myelin.engine.cli;

import dev.myelin.engine.deploy.Validation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin validate}: everything that a start would find wrong, without starting anything. */
@Command(
        name = "validate",
        description = "Checks configurations. Exit code 0: no errors (warnings may be); 1: errors; 2: wrong call.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup
    private Form form = new Form();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "A conf directory, a synapse-configs folder, a folder with XML files, or a file.")
    private List<Path> paths = List.of();

    @Override
    public Integer call() {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(
                        spec.commandLine(), "PATH: " + path + " (expected: a file or a directory)");
            }
        }
        Validation validation = Validation.of(paths, System.getenv());
        PrintWriter out = spec.commandLine().getOut();
        out.println(form.of(validation));
        out.flush();
        return validation.errors() > 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    /** How the result is shown: one of these, or lines of text. */
    static final class Form {
        @Option(names = "--json", description = "One JSON object on standard output instead of lines.")
        private boolean json;

        @Option(
                names = "--summary",
                description = "How many files compile, and for what reasons the others are refused, as Markdown.")
        private boolean summary;

        String of(Validation validation) {
            if (summary) {
                return ValidationSummary.of(validation);
            }
            return json ? ValidationReport.json(validation) : ValidationReport.text(validation);
        }
    }
}
