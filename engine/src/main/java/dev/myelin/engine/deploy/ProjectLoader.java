package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.openapi.OpenApiReader;
import dev.myelin.dsl.openapi.OpenApiSettings;
import dev.myelin.dsl.read.ProjectReader;
import dev.myelin.engine.compiler.RegistryFiles;
import dev.myelin.engine.config.ConfigReader;
import dev.myelin.engine.config.DeploymentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From paths to projects: a conf directory, or a folder {@code synapse-configs}, is one project; any other XML file or
 * OpenAPI document is a project of its own; other folders are searched for both.
 */
final class ProjectLoader {
    private static final String CONFIGS = "synapse-configs";

    private final ConfigReader configs;
    private final ProjectReader reader = new ProjectReader();

    /** With the environment for {@code $env{NAME}}. */
    ProjectLoader(Map<String, String> environment) {
        configs = new ConfigReader(environment);
    }

    /** The project of a conf directory. */
    LoadedProject load(ConfDirectory directory) {
        List<Diagnostic> findings = new ArrayList<>();
        DeploymentConfig config = configs.read(directory.root(), findings::add);
        OpenApiSettings openApi = new OpenApiSettings(
                config.http().secure().listens(),
                id -> Optional.ofNullable(config.misc().functions().get(id)));
        Project project = read(directory.artefacts(findings::add), config, openApi);
        return new LoadedProject(config, project, findings, false);
    }

    /** The projects at {@code path}, which is there. */
    List<LoadedProject> load(Path path) {
        List<LoadedProject> projects = new ArrayList<>();
        if (Files.isDirectory(path)) {
            search(path, projects);
        } else if (path.endsWith("deployment.toml")) {
            projects.add(load(ConfDirectory.at(directoryOf(path))));
        } else {
            projects.add(loneFile(path));
        }
        return projects;
    }

    private Project read(List<SourceFile> files, DeploymentConfig config, OpenApiSettings openApi) {
        return reader.read(files, new RegistryFiles(config.directory())::source, openApi);
    }

    private void search(Path directory, List<LoadedProject> projects) {
        if (ConfDirectory.isOne(directory)) {
            projects.add(load(ConfDirectory.at(directory)));
        } else if (directory.toAbsolutePath().normalize().endsWith(CONFIGS)) {
            projects.add(load(new ConfDirectory(directoryOf(directory), directory)));
        } else {
            for (Path entry : visible(directory)) {
                if (Files.isDirectory(entry)) {
                    search(entry, projects);
                } else if (isArtefact(directory, entry)) {
                    projects.add(loneFile(entry));
                }
            }
        }
    }

    /** YAML and JSON are for everything, so that their folder must say what they are. */
    private static boolean isArtefact(Path directory, Path file) {
        return file.toString().endsWith(".xml")
                || directory.endsWith("openapi") && OpenApiReader.isDocument(file.toString());
    }

    private LoadedProject loneFile(Path file) {
        DeploymentConfig config = withSenders(DeploymentConfig.defaults(directoryOf(file)));
        try {
            Project project = read(List.of(SourceFile.read(file)), config, OpenApiSettings.UNKNOWN);
            return new LoadedProject(config, project, List.of(), true);
        } catch (IOException e) {
            Diagnostic finding = Diagnostic.error(
                    "MYL-5001", new SourceLocation(file.toString(), 0, 0), "the file cannot be read: " + e, "");
            return new LoadedProject(config, reader.read(List.of()), List.of(finding), true);
        }
    }

    /** A lone file says nothing of the deployment.toml it will run under, so that is not held against it. */
    private static DeploymentConfig withSenders(DeploymentConfig config) {
        return new DeploymentConfig(
                config.directory(),
                config.server(),
                config.http(),
                enabled(config.ws()),
                enabled(config.wss()),
                config.websocket(),
                config.misc());
    }

    private static DeploymentConfig.WsSender enabled(DeploymentConfig.WsSender sender) {
        return new DeploymentConfig.WsSender(
                true, sender.outSequence(), sender.faultSequence(), sender.tls(), sender.parameters());
    }

    private static Path directoryOf(Path path) {
        Path parent = path.getParent();
        return parent != null ? parent : Path.of("");
    }

    private static List<Path> visible(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StartFailedException(directory + ": cannot be read: " + e, e);
        }
    }
}
