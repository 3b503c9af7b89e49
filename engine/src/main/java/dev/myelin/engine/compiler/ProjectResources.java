package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.engine.mediator.Resources;
import java.nio.file.Path;
import java.util.Optional;

/** Local entries, and the {@linkplain RegistryFiles files} that keys name. */
final class ProjectResources implements Resources {
    private static final String FILE = "file:";

    private final Project project;
    private final RegistryFiles files;

    ProjectResources(Project project, Path directory) {
        this.project = project;
        this.files = new RegistryFiles(directory);
    }

    /** The files of one folder by their names. */
    static Resources folder(Path folder) {
        return name -> RegistryFiles.text(folder, name);
    }

    @Override
    public Optional<String> text(String key) {
        LocalEntry entry = project.localEntries().get(key);
        if (entry == null) {
            return files.text(key);
        }
        return entry.src().isPresent() ? source(entry.src().get()) : Optional.of(entry.content());
    }

    /** The file that {@code file:PATH} names, below the conf directory. */
    Optional<String> source(String src) {
        return src.startsWith(FILE) ? files.text(src) : Optional.empty();
    }
}
