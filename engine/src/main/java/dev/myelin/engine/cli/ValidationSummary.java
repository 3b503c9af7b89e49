package dev.myelin.engine.cli;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Unsupported;
import dev.myelin.engine.deploy.Validation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How much of a configuration runs, as Markdown: how many files compile, which of these send to what is not there, and for
 * what reasons the others are refused. No names of files are in it.
 */
final class ValidationSummary {
    private static final Set<String> NOT_WELL_FORMED = Set.of("MYL-1001", "MYL-1002", "MYL-1003", "MYL-1004");
    private static final String NO_ARTEFACT = "MYL-1030";

    private final Validation validation;
    /** By file: the errors, and the warnings that something is not there. */
    private final Map<String, List<Diagnostic>> findings;

    private final DiagnosticTitles titles = new DiagnosticTitles();

    private ValidationSummary(Validation validation) {
        this.validation = validation;
        this.findings = validation.diagnostics().stream()
                .filter(each -> each.isError() || each.unsupported().isPresent())
                .filter(each -> each.location().file().endsWith(".xml"))
                .collect(Collectors.groupingBy(each -> each.location().file()));
    }

    /** The summary of {@code validation}. */
    static String of(Validation validation) {
        return new ValidationSummary(validation).markdown();
    }

    private String markdown() {
        int malformed = filesWhere(each -> NOT_WELL_FORMED.contains(each.code()));
        int without = filesWhere(each -> each.code().equals(NO_ARTEFACT));
        int artefacts = validation.files() - malformed - without;
        int lacking = filesWhere(each -> each.isError() && each.unsupported().isPresent());
        int refused = filesWhere(Diagnostic::isError);
        int faulty = refused - malformed - without - lacking;
        int silent = findings.size() - refused;
        StringBuilder text = new StringBuilder();
        row(text, "XML files", "files", "share");
        row(text, "---", "---:", "---:");
        row(text, "not well-formed", malformed, "");
        row(text, "well-formed, no artefact in them", validation.skipped() + without, "");
        row(text, "well-formed, with artefacts", artefacts, "");
        row(
                text,
                "- compile without an error",
                artefacts - lacking - faulty,
                share(artefacts - lacking - faulty, artefacts));
        row(
                text,
                "- of which: compile, but have addresses on transports that are not there",
                silent,
                share(silent, artefacts));
        row(text, "- refused: ask for something that is not there", lacking, share(lacking, artefacts));
        row(text, "- refused: faulty in themselves", faulty, share(faulty, artefacts));
        table(text, "What is not there", "what", each -> each.unsupported().map(ValidationSummary::name));
        table(text, "What is faulty", "finding", this::fault);
        return text.toString().strip();
    }

    private static String name(Unsupported missing) {
        return missing.kind().label() + " | `" + missing.name() + "`";
    }

    /** Malformed files and those without artefacts are counted above. */
    private Optional<String> fault(Diagnostic finding) {
        boolean counted = finding.unsupported().isPresent()
                || NOT_WELL_FORMED.contains(finding.code())
                || finding.code().equals(NO_ARTEFACT);
        return counted ? Optional.empty() : Optional.of(finding.code() + " | " + titles.of(finding.code()));
    }

    private int filesWhere(Predicate<Diagnostic> what) {
        return (int) findings.values().stream()
                .filter(ofFile -> ofFile.stream().anyMatch(what))
                .count();
    }

    /** A row for each reason, the most frequent one first; a file counts once for each of its reasons. */
    private void table(StringBuilder text, String title, String what, Function<Diagnostic, Optional<String>> reason) {
        Map<String, Integer> counts = new TreeMap<>();
        for (List<Diagnostic> ofFile : findings.values()) {
            Set<String> reasons = new HashSet<>();
            ofFile.forEach(each -> reason.apply(each).ifPresent(reasons::add));
            reasons.forEach(each -> counts.merge(each, 1, Integer::sum));
        }
        if (counts.isEmpty()) {
            return;
        }
        text.append('\n');
        row(text, title, what, "files");
        row(text, "---", "---", "---:");
        List<Map.Entry<String, Integer>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        sorted.forEach(each -> text.append("| ")
                .append(each.getKey())
                .append(" | ")
                .append(each.getValue())
                .append(" |\n"));
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static void row(StringBuilder text, Object... cells) {
        text.append('|');
        for (Object cell : cells) {
            text.append(' ').append(cell).append(" |");
        }
        text.append('\n');
    }
}
