package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.engine.compiler.CompileSettings;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.compiler.ProjectCompiler;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.deploy.logging.EngineLogging;
import java.util.List;

/**
 * A project as read, with the configuration it is meant to run under.
 *
 * @param config from {@code deployment.toml}; for a lone file all defaults, with every sender on
 * @param project the artefacts
 * @param diagnostics what was found beside {@link Project#diagnostics()}: about {@code deployment.toml} and files
 */
record LoadedProject(DeploymentConfig config, Project project, List<Diagnostic> diagnostics) {

    /** Compiles without anything running. */
    CompiledProject compile() {
        CompileSettings settings = CompileSettings.offline(
                Contexts.create(LoadedProject.class.getClassLoader()),
                (logger, level) -> EngineLogging.isEnabledInEngine(config.directory(), logger, level));
        return new ProjectCompiler(settings).compile(project, config);
    }
}
