package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.Severity;
import dev.myelin.dsl.model.MessageProcessor;

/**
 * A message processor has a store to take messages from. In a project of several files one that is not there is an error:
 * the processor has nothing to do. A lone file may be a part of one.
 */
final class StoreRule implements ProjectRule {
    @Override
    public void check(Project project, DiagnosticSink sink) {
        Severity severity = project.files().read() > 1 ? Severity.ERROR : Severity.WARNING;
        for (MessageProcessor processor : project.messageProcessors().values()) {
            String store = processor.messageStore();
            if (!store.isBlank() && !project.messageStores().containsKey(store)) {
                sink.report(new Diagnostic(
                        severity,
                        Codes.UNKNOWN_STORE,
                        "message store " + store + " is not there",
                        processor.location(),
                        DidYouMean.closest(store, project.messageStores().keySet())
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Without it the message processor does not run")));
            }
        }
    }
}
