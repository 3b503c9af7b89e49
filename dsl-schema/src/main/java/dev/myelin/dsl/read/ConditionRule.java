package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Branch;
import dev.myelin.dsl.model.Filter;
import dev.myelin.dsl.model.SynapseNode;

/** A filter has one condition, and each of its branches one form. */
final class ConditionRule implements ProjectRule {
    @Override
    public void check(Project project, DiagnosticSink sink) {
        Nodes.each(project, node -> check(node, sink));
    }

    private static void check(SynapseNode node, DiagnosticSink sink) {
        if (node instanceof Filter filter) {
            condition(filter, sink);
            if (filter.then().isPresent() && !filter.mediators().isEmpty()) {
                twoForms(filter, "mediators beside <then> never run", "Move them into <then>", sink);
            }
        } else if (node instanceof Branch branch
                && branch.sequence().isPresent()
                && !branch.mediators().isEmpty()) {
            twoForms(
                    branch,
                    "mediators inside never run, for the branch names a sequence",
                    "Remove them or the attribute sequence",
                    sink);
        }
    }

    private static void condition(Filter filter, DiagnosticSink sink) {
        boolean match = filter.source().isPresent() && filter.regex().isPresent();
        boolean part = filter.source().isPresent() || filter.regex().isPresent();
        if (filter.xpath().isEmpty() && !match) {
            sink.report(Diagnostic.error(
                    Codes.NO_CONDITION,
                    filter.location(),
                    "filter has no condition",
                    part
                            ? "source and regex go together: add "
                                    + (filter.source().isPresent() ? "regex" : "source")
                            : "Add xpath=\"...\", or source=\"...\" and regex=\"...\""));
        } else if (filter.xpath().isPresent() && part) {
            twoForms(
                    filter,
                    "filter has xpath beside source or regex; xpath counts",
                    "Remove xpath, or source and regex",
                    sink);
        }
    }

    private static void twoForms(SynapseNode node, String message, String hint, DiagnosticSink sink) {
        sink.report(Diagnostic.warning(Codes.TWO_FORMS, node.location(), message, hint));
    }
}
