package dev.myelin.dsl;

import dev.myelin.dsl.model.Api;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.MessageProcessor;
import dev.myelin.dsl.model.MessageStore;
import dev.myelin.dsl.model.Proxy;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.Task;
import dev.myelin.dsl.model.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All artefacts of a configuration, by name, with everything that was found wrong with them. Artefacts with errors are
 * not in the maps; references that lead nowhere are warnings.
 *
 * @param sequences by name, in order of reading
 * @param proxies by name
 * @param apis by name
 * @param inboundEndpoints by name
 * @param endpoints named endpoints by name
 * @param templates by name
 * @param localEntries by key
 * @param messageStores by name
 * @param messageProcessors by name
 * @param tasks by name
 * @param diagnostics every finding so far, in order of file and position
 * @param files how many files were read and skipped
 * @param faulty those artefacts that have errors
 */
public record Project(
        Map<String, Sequence> sequences,
        Map<String, Proxy> proxies,
        Map<String, Api> apis,
        Map<String, InboundEndpoint> inboundEndpoints,
        Map<String, Endpoint> endpoints,
        Map<String, Template> templates,
        Map<String, LocalEntry> localEntries,
        Map<String, MessageStore> messageStores,
        Map<String, MessageProcessor> messageProcessors,
        Map<String, Task> tasks,
        List<Diagnostic> diagnostics,
        Counts files,
        Optional<Faulty> faulty) {

    /**
     * Artefacts that do not run, for their errors, and are compiled all the same: so everything that is wrong with a file
     * is found at once. What could not be read is left out of them.
     *
     * @param artefacts the artefacts with errors, and no others
     * @param all every artefact, with and without errors, for references
     * @param isNews whether a finding of the compiler is about one of these and no consequence of what the reader found
     */
    public record Faulty(Project artefacts, Project all, Predicate<Diagnostic> isNews) {}

    /**
     * How many files there were.
     *
     * @param read files with artefacts
     * @param skipped XML files whose root is not Synapse's
     */
    public record Counts(int read, int skipped) {}
}
