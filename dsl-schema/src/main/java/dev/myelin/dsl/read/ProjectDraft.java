package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Api;
import dev.myelin.dsl.model.Artefact;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.MessageProcessor;
import dev.myelin.dsl.model.MessageStore;
import dev.myelin.dsl.model.Proxy;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.Task;
import dev.myelin.dsl.model.Template;
import dev.myelin.dsl.read.FileReader.Draft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All artefacts that were read, before it is known which of them are sound. */
final class ProjectDraft {
    private final List<Draft> drafts;
    private final List<Draft> again = new ArrayList<>();
    private final Map<Draft, Artefact> firstOf = new HashMap<>();
    private final Project.Counts files;

    ProjectDraft(List<Draft> all, Project.Counts files) {
        this.files = files;
        this.drafts = new ArrayList<>();
        Map<Key, Artefact> first = new HashMap<>();
        for (Draft draft : all) {
            Artefact artefact = draft.artefact();
            if (artefact.name().isBlank()) {
                continue;
            }
            Artefact earlier = first.putIfAbsent(new Key(artefact.getClass(), artefact.name()), artefact);
            if (earlier == null) {
                drafts.add(draft);
            } else {
                again.add(draft);
                firstOf.put(draft, earlier);
            }
        }
    }

    private record Key(Class<?> kind, String name) {}

    /** Reports each artefact whose name another one of its kind has. */
    void reportDuplicates(DiagnosticSink sink) {
        for (Draft draft : again) {
            Artefact artefact = draft.artefact();
            Artefact earlier = firstOf.getOrDefault(draft, artefact);
            sink.report(Diagnostic.error(
                    Codes.DUPLICATE,
                    artefact.location(),
                    kind(artefact) + " " + artefact.name() + " is defined at " + earlier.location() + " already",
                    "Rename one of them; the first one runs"));
        }
    }

    private static String kind(Artefact artefact) {
        String simple = artefact.getClass().getSimpleName();
        return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    }

    /** The project of the artefacts without errors, and beside it the others. */
    Project project(List<Diagnostic> findings, Consequences consequences) {
        Predicate<Draft> sound = consequences::isSound;
        Optional<Project.Faulty> faulty = drafts.stream().allMatch(sound)
                ? Optional.empty()
                : Optional.of(new Project.Faulty(
                        project(sound.negate(), findings, Optional.empty()),
                        project(each -> true, findings, Optional.empty()),
                        consequences::isNews));
        return project(sound, findings, faulty);
    }

    /** The project of all artefacts, sound or not. */
    Project whole() {
        return project(each -> true, List.of(), Optional.empty());
    }

    /** All that were read, those whose name is taken among them. */
    List<Draft> drafts() {
        return Stream.concat(drafts.stream(), again.stream()).toList();
    }

    private Project project(Predicate<Draft> keep, List<Diagnostic> findings, Optional<Project.Faulty> faulty) {
        List<Artefact> kept = drafts.stream().filter(keep).map(Draft::artefact).toList();
        return new Project(
                byName(kept, Sequence.class),
                byName(kept, Proxy.class),
                byName(kept, Api.class),
                byName(kept, InboundEndpoint.class),
                byName(kept, Endpoint.class),
                byName(kept, Template.class),
                byName(kept, LocalEntry.class),
                byName(kept, MessageStore.class),
                byName(kept, MessageProcessor.class),
                byName(kept, Task.class),
                findings,
                files,
                faulty);
    }

    private static <T extends Artefact> Map<String, T> byName(List<Artefact> all, Class<T> kind) {
        Map<String, T> named = new LinkedHashMap<>();
        for (Artefact each : all) {
            if (kind.isInstance(each)) {
                named.put(each.name(), kind.cast(each));
            }
        }
        return Collections.unmodifiableMap(named);
    }
}
