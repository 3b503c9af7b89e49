package dev.myelin.engine.cli;

import dev.myelin.engine.deploy.Validation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Option(names = "--json", description = "One JSON object on standard output instead of lines.")
    private boolean json;

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
        out.println(json ? ValidationReport.json(validation) : ValidationReport.text(validation));
        out.flush();
        return validation.errors() > 0 ? ExitCode.FAILED : ExitCode.OK;
    }
}
