package dev.myelin.engine.deploy.chart;

import dev.myelin.dsl.outline.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A way that a message can go inside a mediator or an artefact.
 *
 * @param label when, or why
 * @param mediators the steps, where they are written out
 * @param sequence the name of a sequence in their place
 * @param endpoint what is sent to at the end
 */
record Branch(String label, List<Outline> mediators, Optional<String> sequence, Optional<Outline> endpoint) {

    /** Whether it is for faults only. */
    boolean isFault() {
        String name = label.toLowerCase(Locale.ROOT);
        return name.contains("fault") || name.contains("error");
    }

    /** The ways inside {@code element}: steps directly in it, and those of its children and attributes. */
    static List<Branch> of(Outline element) {
        List<Branch> all = new ArrayList<>();
        List<Outline> inside = element.mediators();
        if (!inside.isEmpty()) {
            all.add(new Branch(own(element), inside, Optional.empty(), Optional.empty()));
        }
        element.attributes().forEach((name, value) -> {
            if (namesSequence(name)) {
                all.add(new Branch(name, List.of(), Optional.of(value), Optional.empty()));
            }
        });
        for (Outline child : element.children()) {
            if (!child.mediator()) {
                all.addAll(ofChild(child));
            }
        }
        return all;
    }

    private static List<Branch> ofChild(Outline child) {
        Optional<String> parameter = child.attribute("name").filter(name -> name.endsWith(".sequence"));
        if (parameter.isPresent()) {
            return List.of(new Branch(
                    parameter.get(), List.of(), Optional.of(child.text().strip()), Optional.empty()));
        }
        if (child.element().equals("endpoint")) {
            return List.of(new Branch("", List.of(), Optional.empty(), Optional.of(child)));
        }
        List<Branch> inside = of(child);
        String label = child.element().equals("target") ? "" : label(child);
        if (inside.isEmpty() && isChoice(child)) {
            return List.of(new Branch(label, List.of(), Optional.empty(), Optional.empty()));
        }
        return inside.stream().map(each -> each.under(label)).toList();
    }

    private Branch under(String outer) {
        boolean same = label.isEmpty() || label.equals("sequence") || outer.endsWith(label);
        return new Branch(same ? outer : (outer + " " + label).strip(), mediators, sequence, endpoint);
    }

    private static boolean isChoice(Outline child) {
        return List.of("then", "else", "case", "default").contains(child.element());
    }

    private static String own(Outline element) {
        return element.element().equals("filter") ? "then" : "";
    }

    private static String label(Outline child) {
        String detail = child.attribute("regex")
                .or(() -> child.attribute("methods"))
                .or(() -> child.attribute("value"))
                .map(text -> " " + text)
                .orElse("");
        String path = child.attribute("uri-template")
                .or(() -> child.attribute("url-mapping"))
                .map(text -> " " + text)
                .orElse("");
        return child.element() + detail + path;
    }

    private static boolean namesSequence(String attribute) {
        return attribute.equals("onError") || attribute.toLowerCase(Locale.ROOT).endsWith("sequence");
    }
}
