package dev.myelin.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.deploy.Validation;

/** The two forms of what {@code validate} found. */
final class ValidationReport {
    private ValidationReport() {}

    /** A line for each finding, and a summary. */
    static String text(Validation validation) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic finding : validation.diagnostics()) {
            text.append(finding).append(System.lineSeparator());
        }
        return text.append(count(validation.files(), "file"))
                .append(", ")
                .append(count(validation.errors(), "error"))
                .append(", ")
                .append(count(validation.warnings(), "warning"))
                .append(validation.skipped() == 0 ? "" : ", " + validation.skipped() + " skipped (not Synapse XML)")
                .toString();
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** One object, with the names that scripts rely on. */
    static String json(Validation validation) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("files", validation.files());
        report.put("skipped", validation.skipped());
        report.put("errors", validation.errors());
        report.put("warnings", validation.warnings());
        ArrayNode findings = report.putArray("diagnostics");
        SourceTexts texts = new SourceTexts();
        DiagnosticTitles titles = new DiagnosticTitles();
        for (Diagnostic finding : validation.diagnostics()) {
            add(finding, texts, findings.addObject()).put("link", titles.link(finding.code()));
        }
        return report.toPrettyString();
    }

    private static ObjectNode add(Diagnostic finding, SourceTexts texts, ObjectNode json) {
        String file = finding.location().file();
        SourceRange range = SourceRange.of(texts.of(file), finding);
        json.put("severity", finding.severity().label())
                .put("code", finding.code())
                .put("message", finding.message())
                .put("file", file)
                .put("line", Math.max(1, finding.location().line()))
                .put("column", Math.max(1, finding.location().column()))
                .put("hint", finding.hint());
        json.putObject("range")
                .put("line", range.line())
                .put("column", range.column())
                .put("endLine", range.endLine())
                .put("endColumn", range.endColumn());
        return json;
    }
}
