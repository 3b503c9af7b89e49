package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.openapi.OpenApiReader;
import dev.myelin.dsl.openapi.OpenApiSettings;
import dev.myelin.dsl.read.FileReader.Draft;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.glassfish.jaxb.runtime.v2.ContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads files into a {@link Project}. Never throws for bad input: what is wrong is in {@link Project#diagnostics()}.
 *
 * <p>A reader can be used again and by several threads. The first use makes a JAXB context, which takes some tenths of a
 * second; {@link #warmUp()} does that ahead of time.
 */
public final class ProjectReader {
    private final List<ProjectRule> rules = List.of(
            new ValueRule(),
            new ConditionRule(),
            new CompletenessRule(),
            new ReferenceRule(),
            new StoreRule(),
            new CycleRule());
    private @Nullable ModelTable table;
    private @Nullable JAXBContext context;

    /** Makes what the first {@link #read} would make: call it on a thread that has nothing better to do. */
    public void warmUp() {
        context();
    }

    /** Reads {@code files} as one project, without a registry. */
    public Project read(List<SourceFile> files) {
        return read(files, key -> Optional.empty(), OpenApiSettings.UNKNOWN);
    }

    /**
     * Reads {@code files} as one project.
     *
     * @param registry the file behind a key of the registry, or behind the {@code src} of a local entry: sequences and
     *     endpoints in it become artefacts when something names them by that key
     * @param openApi what OpenAPI documents among the files need to know
     */
    public Project read(
            List<SourceFile> files, Function<String, Optional<SourceFile>> registry, OpenApiSettings openApi) {
        List<Diagnostic> findings = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        Unmarshalling unmarshalling = new Unmarshalling(this::context);
        FileReader reader = new FileReader(table(), unmarshalling, findings::add, drafts::add);
        DocumentFiles documents = new DocumentFiles(openApi, table(), unmarshalling, findings::add, drafts::add);
        int read = 0;
        for (SourceFile file : files) {
            if (OpenApiReader.isDocument(file.name()) ? documents.read(file) : reader.read(file)) {
                read++;
            }
        }
        drafts.addAll(new KeyedArtefacts(table(), unmarshalling, findings::add, registry).missingIn(drafts));
        ProjectDraft draft = new ProjectDraft(drafts, new Project.Counts(read, files.size() - read));
        draft.reportDuplicates(findings::add);
        Project whole = draft.whole();
        rules.forEach(rule -> rule.check(whole, findings::add));
        findings.sort(Diagnostic.BY_PLACE);
        return draft.project(List.copyOf(findings), new Consequences(table(), findings, draft.drafts()));
    }

    private synchronized ModelTable table() {
        if (table == null) {
            table = new ModelTable();
        }
        return table;
    }

    private synchronized JAXBContext context() {
        if (context == null) {
            try {
                // The factory by name: looking for one costs more than it finds.
                context = ContextFactory.createContext(table().classes().toArray(Class<?>[]::new), Map.of());
            } catch (JAXBException e) {
                throw new IllegalStateException("the model's annotations contradict each other", e);
            }
        }
        return context;
    }
}
