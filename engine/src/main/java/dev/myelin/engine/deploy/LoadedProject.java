package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.engine.compiler.CompileSettings;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.compiler.ProjectCompiler;
import dev.myelin.engine.config.DeploymentConfig;
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
        return new ProjectCompiler(CompileSettings.offline(Contexts.create(LoadedProject.class.getClassLoader())))
                .compile(project, config);
    }
}
