package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.SynapseNode;

/** What can be written in several forms is written in one of them. */
final class CompletenessRule implements ProjectRule {
    @Override
    public void check(Project project, DiagnosticSink sink) {
        Nodes.each(project, node -> check(node, sink));
    }

    private static void check(SynapseNode node, DiagnosticSink sink) {
        if (node instanceof Sequence sequence) {
            if (sequence.key().isPresent() && !sequence.mediators().isEmpty()) {
                sink.report(twoForms(sequence, "mediators inside never run, for the sequence has a key"));
            }
        } else if (node instanceof Endpoint endpoint) {
            if (endpoint.key().isPresent() && endpoint.address().isPresent()) {
                sink.report(twoForms(endpoint, "endpoint has a key and an address; the key counts"));
            }
        } else if (node instanceof InboundEndpoint inbound
                && inbound.protocol().isEmpty()
                && inbound.className().isEmpty()) {
            sink.report(Diagnostic.error(
                    Codes.INCOMPLETE,
                    node.location(),
                    "inboundEndpoint " + inbound.name() + " has no protocol",
                    "Add protocol=\"ws\""));
        }
    }

    private static Diagnostic twoForms(SynapseNode node, String message) {
        return Diagnostic.warning(Codes.TWO_FORMS, node.location(), message, "Remove one of them");
    }
}
