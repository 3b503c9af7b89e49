package dev.myelin.dsl.read;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import java.util.List;

/** Reads files into a {@link Project}. Never throws for bad input: what is wrong is in {@link Project#diagnostics()}. */
public final class ProjectReader {
    /** Reads {@code files} as one project. */
    public Project read(List<SourceFile> files) {
        throw new UnsupportedOperationException(files.toString());
    }
}
