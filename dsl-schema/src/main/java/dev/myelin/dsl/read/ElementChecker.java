package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.Severity;
import dev.myelin.dsl.model.Namespaces;
import dev.myelin.dsl.read.ElementModel.AttributeModel;
import dev.myelin.dsl.read.ElementModel.ChildModel;
import dev.myelin.dsl.read.ElementModel.Values;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;

/** Holds the elements of one file against the model. */
final class ElementChecker {
    private static final String DESCRIPTION = "description";

    /** Attributes that are as bad empty as missing; an empty {@code regex} is one that matches nothing at all. */
    private static final Set<String> NEVER_EMPTY = Set.of("name", "key", "uri", "context", "target");

    private final DiagnosticSink sink;
    private final UnknownElements unknown;
    private boolean saidThatThereIsNoNamespace;

    ElementChecker(ModelTable table, DiagnosticSink sink) {
        this.sink = sink;
        this.unknown = new UnknownElements(table, sink);
    }

    /** Reports what is wrong with {@code element} and what is inside it. */
    void check(XmlElement element, ElementModel model) {
        form(element, false);
        walk(element, model);
    }

    private void walk(XmlElement element, ElementModel model) {
        if (element.hasNoNamespace() && !saidThatThereIsNoNamespace) {
            saidThatThereIsNoNamespace = true;
            sink.report(noNamespace(element));
        }
        attributes(element, model);
        if (model.isRaw()) {
            return;
        }
        if (model.isText()) {
            value(element, "<" + element.localName() + ">", element.text(), model.textValues());
        } else if (!element.text().isBlank()) {
            sink.report(Diagnostic.warning(
                    Codes.STRAY_TEXT,
                    element.location(),
                    "text inside <" + element.localName() + "> has no effect: " + shortened(element.text()),
                    "Remove it, or put it into a comment"));
        }
        children(element, model);
    }

    /** What an endpoint or a nested sequence is made of; whether that is supported is looked at elsewhere. */
    private void form(XmlElement element, boolean nested) {
        if (!element.isSynapse()
                || element.attribute("key").isPresent()
                || element.attribute("key-expression").isPresent()
                || element.attribute("template").isPresent()) {
            return;
        }
        String name = element.localName();
        if (name.equals("endpoint") && isHollow(element)) {
            incomplete(
                    element,
                    "endpoint has neither address nor key",
                    "Add <address uri=\"...\"/> inside, or key=\"NAME\"");
        } else if (nested && name.equals("sequence") && element.elements().isEmpty()) {
            incomplete(element, "sequence inside another needs a key", "Add key=\"NAME\"");
        }
    }

    private static boolean isHollow(XmlElement element) {
        return element.elements().stream()
                .allMatch(child -> isDescription(child)
                        || List.of("property", "parameter", "session").contains(child.localName()));
    }

    private static boolean isDescription(XmlElement element) {
        return element.localName().equals(DESCRIPTION);
    }

    private void incomplete(XmlElement element, String message, String hint) {
        sink.report(Diagnostic.error(Codes.INCOMPLETE, element.location(), message, hint));
    }

    private void attributes(XmlElement element, ElementModel model) {
        for (XmlElement.Attribute attribute : element.attributes()) {
            if (attribute.isPlain() && !attribute.localName().equals(DESCRIPTION)) {
                AttributeModel known = model.attributes().get(attribute.localName());
                if (known == null) {
                    unknownAttribute(
                            element, attribute.localName(), model.attributes().keySet());
                } else {
                    value(element, known.name(), attribute.value(), known.values());
                }
            }
        }
        for (AttributeModel each : model.attributes().values()) {
            if (each.required() && isMissing(element, each.name())) {
                sink.report(Diagnostic.error(
                        Codes.MISSING_ATTRIBUTE,
                        element.location(),
                        "<" + element.localName() + "> needs the attribute " + each.name(),
                        "Add " + each.name() + "=\"...\""));
            }
        }
    }

    private static boolean isMissing(XmlElement element, String name) {
        return element.attribute(name)
                .map(value -> value.isBlank() && NEVER_EMPTY.contains(name))
                .orElse(true);
    }

    private void unknownAttribute(XmlElement element, String name, Collection<String> known) {
        String hint = MiNames.isAttribute(name)
                ? "WSO2 MI knows it; this version goes on without"
                : MiNames.newNameOf(name)
                        .filter(known::contains)
                        .or(() -> DidYouMean.closest(name, known))
                        .map(near -> "Did you mean " + near + "?")
                        .orElse(known.isEmpty() ? "The element has no attributes" : "Known: " + listed(known));
        sink.report(Diagnostic.warning(
                Codes.UNKNOWN_ATTRIBUTE,
                element.location(),
                "<" + element.localName() + "> has no attribute " + name + "; it has no effect",
                hint));
    }

    private void value(XmlElement element, String what, String value, Values values) {
        if (values.canonical(value).isPresent()) {
            return;
        }
        String hint = DidYouMean.closest(value.strip(), values.allowed())
                .map(near -> "Did you mean " + near + "?")
                .orElse(values.otherwise() == Severity.ERROR ? "" : "The default is used");
        sink.report(new Diagnostic(
                values.otherwise(),
                Codes.BAD_VALUE,
                what + ": " + shortened(value) + " (expected: " + String.join(", ", values.allowed()) + ")",
                element.location(),
                hint));
    }

    private void children(XmlElement element, ElementModel model) {
        Set<QName> seen = new HashSet<>();
        for (XmlElement child : element.elements()) {
            ChildModel known = model.children().get(child.modelName());
            if (known == null) {
                unknownChild(element, model, child);
            } else {
                if (!seen.add(known.name()) && !known.repeatable() && !isDescription(child)) {
                    repeated(element, child);
                }
                form(child, model.holdsMediators());
                walk(child, known.model());
            }
        }
        for (ChildModel each : model.children().values()) {
            if (each.required() && !seen.contains(each.name())) {
                String name = each.name().getLocalPart();
                sink.report(Diagnostic.error(
                        Codes.MISSING_ELEMENT,
                        element.location(),
                        "<" + element.localName() + "> needs a <" + name + "> inside",
                        "Add <" + name + ">"));
            }
        }
    }

    private void repeated(XmlElement parent, XmlElement child) {
        if (MiNames.isLax(parent.localName())) {
            sink.report(Diagnostic.warning(
                    Codes.REPEATED_ELEMENT,
                    child.location(),
                    "<" + parent.localName() + "> can have one <" + child.localName()
                            + ">, this is another and is ignored",
                    "Remove it, or put both into one"));
            return;
        }
        sink.report(Diagnostic.error(
                Codes.REPEATED_ELEMENT,
                child.location(),
                "<" + parent.localName() + "> can have one <" + child.localName() + ">, this is another",
                "Put both into one"));
    }

    private void unknownChild(XmlElement parent, ElementModel model, XmlElement child) {
        if (model.children().containsKey(new QName(Namespaces.MEDIATION, child.localName()))) {
            sink.report(wrongNamespace(child, Namespaces.MEDIATION));
        } else if (!child.isSynapse()) {
            foreign(parent, model, child);
        } else if (!isDescription(child)) {
            unknown.report(parent, model, child);
        }
    }

    /** Elements of other namespaces are let be, except where they stand for a mediator or a child of ours. */
    private void foreign(XmlElement parent, ElementModel model, XmlElement child) {
        if (model.children().containsKey(new QName(Namespaces.SYNAPSE, child.localName()))) {
            sink.report(wrongNamespace(child, Namespaces.SYNAPSE));
        } else if (model.holdsMediators()) {
            unknown.report(parent, model, child);
        }
    }

    /** The finding about an element of the language that has another namespace. */
    static Diagnostic wrongNamespace(XmlElement element, String expected) {
        String given = element.name().getNamespaceURI();
        return Diagnostic.error(
                Codes.WRONG_NAMESPACE,
                element.location(),
                "<" + element.localName() + "> has " + (given.isEmpty() ? "no namespace" : "the namespace " + given)
                        + " (expected: " + expected + ")",
                "Write xmlns=\"" + expected + "\"");
    }

    private static Diagnostic noNamespace(XmlElement element) {
        return Diagnostic.warning(
                Codes.NO_NAMESPACE,
                element.location(),
                "<" + element.localName() + "> has no namespace; the file is read as if it had Synapse's",
                "Write xmlns=\"" + Namespaces.SYNAPSE + "\"");
    }

    static String listed(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "...";
    }
}
