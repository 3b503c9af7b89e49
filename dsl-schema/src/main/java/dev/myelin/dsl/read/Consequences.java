package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.read.FileReader.Draft;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells what is wrong by itself from what is wrong because of something else that is. An element with an error lacks
 * something, and so does the element that it is a part of: what a later stage says of these is no news, unless it is about
 * the value of an attribute that nobody has complained about.
 */
final class Consequences {
    private static final List<String> OF_MEDIATORS =
            List.of(Codes.UNKNOWN_MEDIATOR, Codes.UNSUPPORTED_MEDIATOR, Codes.CONNECTOR);

    private final ModelTable table;
    private final Set<Draft> faulty = new LinkedHashSet<>();
    private final Map<String, List<Diagnostic>> errors;
    private final Map<SourceLocation, XmlElement> lacking = new HashMap<>();

    /** Of {@code findings} about {@code drafts}. */
    Consequences(ModelTable table, List<Diagnostic> findings, List<Draft> drafts) {
        this.table = table;
        this.errors = findings.stream()
                .filter(Diagnostic::isError)
                .collect(Collectors.groupingBy(each -> each.location().file()));
        for (Draft draft : drafts) {
            Map<SourceLocation, List<Diagnostic>> inside = of(draft).stream()
                    .filter(error -> draft.contains(error.location()))
                    .collect(Collectors.groupingBy(Diagnostic::location));
            if (!inside.isEmpty()) {
                faulty.add(draft);
                mark(draft.element(), inside, new ArrayDeque<>());
            }
        }
    }

    private List<Diagnostic> of(Draft draft) {
        return errors.getOrDefault(draft.artefact().location().file(), List.of());
    }

    /** Whether an artefact has no error. */
    boolean isSound(Draft draft) {
        return !faulty.contains(draft);
    }

    /** Whether a finding of a later stage, about an artefact that has errors, says something new. */
    boolean isNews(Diagnostic finding) {
        if (faulty.stream().noneMatch(draft -> draft.contains(finding.location()))) {
            return false;
        }
        XmlElement element = lacking.get(finding.location());
        return element == null || isAboutAnotherAttribute(finding, element);
    }

    private boolean isAboutAnotherAttribute(Diagnostic finding, XmlElement element) {
        List<String> said = errors.getOrDefault(element.location().file(), List.of()).stream()
                .filter(error -> error.location().equals(element.location()))
                .map(Diagnostic::message)
                .toList();
        return element.attributes().stream()
                .filter(each -> !each.value().isBlank())
                .filter(each -> quotes(finding.message(), each.value()))
                .anyMatch(each -> said.stream().noneMatch(message -> quotes(message, each.value())));
    }

    /** Findings about values have the form {@code name: value (expected: rule)}. */
    private static boolean quotes(String message, String value) {
        return message.contains(": " + value.strip() + " (");
    }

    private void mark(XmlElement element, Map<SourceLocation, List<Diagnostic>> errors, Deque<XmlElement> around) {
        List<Diagnostic> here = errors.get(element.location());
        if (here != null) {
            lacking.put(element.location(), element);
            boolean step = isMediator(element) || here.stream().anyMatch(each -> OF_MEDIATORS.contains(each.code()));
            for (XmlElement outer : around) {
                lacking.put(outer.location(), outer);
                if (step || isMediator(outer)) {
                    break;
                }
            }
        }
        around.push(element);
        element.elements().forEach(child -> mark(child, errors, around));
        around.pop();
    }

    private boolean isMediator(XmlElement element) {
        return table.mediatorNames().contains(element.localName());
    }
}
