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
        Counts files) {

    /**
     * How many files there were.
     *
     * @param read files with artefacts
     * @param skipped XML files whose root is not Synapse's
     */
    public record Counts(int read, int skipped) {}
}
