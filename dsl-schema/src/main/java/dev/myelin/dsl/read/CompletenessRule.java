package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.SynapseNode;
import java.util.Optional;

/** What can be written in several forms is written in one of them. */
final class CompletenessRule implements ProjectRule {
    @Override
    public void check(Project project, DiagnosticSink sink) {
        Nodes.each(project, node -> problem(project, node).ifPresent(sink::report));
    }

    private static Optional<Diagnostic> problem(Project project, SynapseNode node) {
        if (node instanceof Sequence sequence) {
            return problem(sequence, project.sequences().get(sequence.name()) == sequence);
        }
        if (node instanceof Endpoint endpoint) {
            return problem(endpoint);
        }
        if (node instanceof InboundEndpoint inbound) {
            return inbound.protocol().isEmpty() && inbound.className().isEmpty()
                    ? error(node, "inboundEndpoint " + inbound.name() + " has no protocol", "Add protocol=\"ws\"")
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Diagnostic> problem(Sequence sequence, boolean artefact) {
        if (!artefact && sequence.key().isEmpty() && sequence.mediators().isEmpty()) {
            return error(sequence, "sequence inside another needs a key", "Add key=\"NAME\"");
        }
        return sequence.key().isPresent() && !sequence.mediators().isEmpty()
                ? twoForms(sequence, "mediators inside never run, for the sequence has a key")
                : Optional.empty();
    }

    private static Optional<Diagnostic> problem(Endpoint endpoint) {
        boolean key = endpoint.key().isPresent();
        boolean address = endpoint.address().isPresent();
        if (!key && !address) {
            return error(endpoint, "endpoint has neither address nor key", "Add <address uri=\"...\"/> inside");
        }
        return key && address
                ? twoForms(endpoint, "endpoint has a key and an address; the key counts")
                : Optional.empty();
    }

    private static Optional<Diagnostic> error(SynapseNode node, String message, String hint) {
        return Optional.of(Diagnostic.error(Codes.INCOMPLETE, node.location(), message, hint));
    }

    private static Optional<Diagnostic> twoForms(SynapseNode node, String message) {
        return Optional.of(Diagnostic.warning(Codes.TWO_FORMS, node.location(), message, "Remove one of them"));
    }
}
