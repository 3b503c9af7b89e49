package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Header;
import dev.myelin.dsl.model.NamedValue;
import dev.myelin.dsl.model.PayloadFactory;
import dev.myelin.dsl.model.Property;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.model.Variable;

/** What sets something has exactly one of value and expression. */
final class ValueRule implements ProjectRule {
    @Override
    public void check(Project project, DiagnosticSink sink) {
        Nodes.each(project, node -> check(node, sink));
    }

    private static void check(SynapseNode node, DiagnosticSink sink) {
        if (node instanceof Property property) {
            boolean value = property.value().isPresent();
            boolean expression = property.expression().isPresent();
            boolean inline = property.inline().isPresent();
            String what = "property " + property.name();
            report(node, what, value || inline || property.removes(), expression, sink);
        } else if (node instanceof NamedValue named) {
            report(
                    node,
                    "property " + named.name(),
                    named.value().isPresent(),
                    named.expression().isPresent(),
                    sink);
        } else if (node instanceof Variable variable) {
            boolean value = variable.value().isPresent() || variable.removes();
            report(
                    node,
                    "variable " + variable.name(),
                    value,
                    variable.expression().isPresent(),
                    sink);
        } else if (node instanceof PayloadFactory.Arg arg) {
            report(node, "arg", arg.value().isPresent(), arg.expression().isPresent(), sink);
        } else if (node instanceof Header header) {
            check(header, sink);
        }
    }

    private static void check(Header header, DiagnosticSink sink) {
        boolean whole = header.name().isEmpty() && header.inline().isPresent();
        if (header.name().isBlank() && !whole) {
            sink.report(Diagnostic.error(
                    Codes.MISSING_ATTRIBUTE,
                    header.location(),
                    "<header> needs the attribute name, or XML inside",
                    "Add name=\"...\""));
        } else if (!header.removes() && !whole) {
            boolean value = header.value().isPresent() || header.inline().isPresent();
            report(header, "header " + header.name(), value, header.expression().isPresent(), sink);
        }
    }

    private static void report(SynapseNode node, String what, boolean value, boolean expression, DiagnosticSink sink) {
        if (!value && !expression) {
            sink.report(Diagnostic.error(
                    Codes.NO_VALUE,
                    node.location(),
                    what + " has neither value nor expression",
                    "Add value=\"...\" or expression=\"...\""));
        } else if (value && expression) {
            sink.report(Diagnostic.warning(
                    Codes.TWO_FORMS,
                    node.location(),
                    what + " has a value and an expression; the value counts",
                    "Remove one of them"));
        }
    }
}
