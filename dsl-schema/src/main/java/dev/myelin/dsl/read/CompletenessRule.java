package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Proxy;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.SynapseNode;
import java.util.Optional;

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
            if (both(endpoint.key(), endpoint.address())) {
                sink.report(twoForms(endpoint, "endpoint has a key and an address; the key counts"));
            }
        } else if (node instanceof Proxy.Target target) {
            check(target, sink);
        } else if (node instanceof InboundEndpoint inbound) {
            check(inbound, sink);
        }
    }

    private static void check(Proxy.Target target, DiagnosticSink sink) {
        if (both(target.inSequenceName(), target.inSequence())
                || both(target.outSequenceName(), target.outSequence())
                || both(target.faultSequenceName(), target.faultSequence())
                || both(target.endpointName(), target.endpoint())) {
            sink.report(twoForms(target, "target has one part as attribute and as child; the attribute counts"));
        }
    }

    private static void check(InboundEndpoint inbound, DiagnosticSink sink) {
        if (inbound.protocol().isEmpty() && inbound.className().isEmpty()) {
            sink.report(Diagnostic.error(
                    Codes.INCOMPLETE,
                    inbound.location(),
                    "inboundEndpoint " + inbound.name() + " has no protocol",
                    "Add protocol=\"ws\""));
        }
    }

    private static boolean both(Optional<?> one, Optional<?> other) {
        return one.isPresent() && other.isPresent();
    }

    private static Diagnostic twoForms(SynapseNode node, String message) {
        return Diagnostic.warning(Codes.TWO_FORMS, node.location(), message, "Remove one of them");
    }
}
