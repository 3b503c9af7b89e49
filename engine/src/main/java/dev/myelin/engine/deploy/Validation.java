package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with configurations: reading, checking and compiling, without opening a port.
 *
 * @param files how many files hold artefacts
 * @param skipped how many XML files are not Synapse's
 * @param diagnostics every finding, in order of projects, and of files and places in them
 */
public record Validation(int files, int skipped, List<Diagnostic> diagnostics) {

    /** Checks everything at {@code paths}, which are there, with the environment for {@code $env{NAME}}. */
    public static Validation of(List<Path> paths, Map<String, String> environment) {
        ProjectLoader loader = new ProjectLoader(environment);
        int files = 0;
        int skipped = 0;
        List<Diagnostic> findings = new ArrayList<>();
        for (Path path : paths) {
            for (LoadedProject loaded : loader.load(path)) {
                files += loaded.project().files().read();
                skipped += loaded.project().files().skipped();
                findings.addAll(loaded.allDiagnostics());
            }
        }
        return new Validation(files, skipped, findings);
    }

    /** How many errors. */
    public long errors() {
        return diagnostics.stream().filter(Diagnostic::isError).count();
    }

    /** How many warnings. */
    public long warnings() {
        return diagnostics.size() - errors();
    }
}
