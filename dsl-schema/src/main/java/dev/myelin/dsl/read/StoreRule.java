package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.MessageProcessor;

/** A message processor has a store to take messages from; without one it does not run. */
final class StoreRule implements ProjectRule {
    @Override
    public void check(Project project, DiagnosticSink sink) {
        for (MessageProcessor processor : project.messageProcessors().values()) {
            String store = processor.messageStore();
            if (!store.isBlank() && !project.messageStores().containsKey(store)) {
                sink.report(Diagnostic.warning(
                        Codes.UNKNOWN_STORE,
                        processor.location(),
                        "message store " + store + " is not there",
                        DidYouMean.closest(store, project.messageStores().keySet())
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Without it the message processor does not run")));
            }
        }
    }
}
