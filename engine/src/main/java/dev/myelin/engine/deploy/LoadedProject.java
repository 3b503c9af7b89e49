package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.engine.compiler.CompileSettings;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.compiler.ProjectCompiler;
import dev.myelin.engine.config.ConfigReader;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.deploy.logging.EngineLogging;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A project as read, with the configuration it is meant to run under.
 *
 * @param config from {@code deployment.toml}; for a lone file all defaults, with every sender on
 * @param project the artefacts
 * @param diagnostics what was found beside {@link Project#diagnostics()}: about {@code deployment.toml} and files
 * @param lone whether it is a lone file, which says nothing of the {@code deployment.toml} that it will run under
 */
record LoadedProject(DeploymentConfig config, Project project, List<Diagnostic> diagnostics, boolean lone) {
    /** Findings that are about settings: no HTTPS listener. */
    private static final Set<String> ABOUT_SETTINGS = Set.of("MYL-2044");

    /** Everything that is wrong with it, in order of files and places. */
    List<Diagnostic> allDiagnostics() {
        Set<Diagnostic> findings = new LinkedHashSet<>(diagnostics);
        findings.addAll(project.diagnostics());
        findings.addAll(compile().diagnostics());
        return findings.stream()
                .filter(each -> !lone || !isAboutSettings(each))
                .sorted(Diagnostic.BY_PLACE)
                .toList();
    }

    private static boolean isAboutSettings(Diagnostic finding) {
        return ABOUT_SETTINGS.contains(finding.code())
                || finding.location().file().endsWith(ConfigReader.FILE_NAME);
    }

    /** Compiles without anything running. */
    CompiledProject compile() {
        CompileSettings settings = CompileSettings.offline(
                Contexts.create(LoadedProject.class.getClassLoader()),
                (logger, level) -> EngineLogging.isEnabledInEngine(config.directory(), logger, level));
        return new ProjectCompiler(settings).compile(project, config);
    }
}
