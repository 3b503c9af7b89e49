package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.Namespaces;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.read.FileReader.Draft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.namespace.QName;

/**
 * Sequences and endpoints that are in local entries or in the registry: each that something names becomes an artefact
 * whose name is its key.
 */
final class KeyedArtefacts {
    private final XmlParser parser = new XmlParser();
    private final ModelTable table;
    private final Unmarshalling unmarshalling;
    private final DiagnosticSink sink;
    private final Function<String, Optional<SourceFile>> registry;
    private final Map<Key, Draft> named = new LinkedHashMap<>();
    private final Map<String, Draft> entries = new HashMap<>();
    private final List<Draft> found = new ArrayList<>();

    KeyedArtefacts(
            ModelTable table,
            Unmarshalling unmarshalling,
            DiagnosticSink sink,
            Function<String, Optional<SourceFile>> registry) {
        this.table = table;
        this.unmarshalling = unmarshalling;
        this.sink = sink;
        this.registry = registry;
    }

    private record Key(String element, String name) {
        Key other() {
            return new Key(element.equals("sequence") ? "endpoint" : "sequence", name);
        }
    }

    /** What is named by {@code drafts}, and by what these name, and is none of them. */
    List<Draft> missingIn(Collection<Draft> drafts) {
        for (Draft draft : drafts) {
            String element = draft.element().localName();
            named.putIfAbsent(new Key(element, draft.artefact().name()), draft);
            if (draft.artefact() instanceof LocalEntry entry) {
                entries.putIfAbsent(entry.name(), draft);
            }
        }
        Deque<Draft> open = new ArrayDeque<>(drafts);
        while (!open.isEmpty()) {
            Nodes.each((SynapseNode) open.remove().artefact(), node -> node.references()
                    .forEach(reference -> keyOf(reference).flatMap(this::find).ifPresent(open::add)));
        }
        return found;
    }

    private Optional<Key> keyOf(Reference reference) {
        String name = reference.name();
        if (name.isBlank() || Reference.isDynamic(name)) {
            return Optional.empty();
        }
        return switch (reference.kind()) {
            case SEQUENCE -> Optional.of(new Key("sequence", name));
            case ENDPOINT -> Optional.of(new Key("endpoint", name));
            case TEMPLATE, ENTRY, STORE -> Optional.empty();
        };
    }

    private Optional<Draft> find(Key key) {
        if (named.containsKey(key)) {
            return Optional.empty();
        }
        Draft entry = entries.get(key.name());
        Optional<Draft> draft =
                entry != null ? inEntry(key, entry) : registry.apply(key.name()).flatMap(file -> inFile(key, file));
        draft.ifPresent(each -> {
            named.put(key, each);
            found.add(each);
        });
        return draft;
    }

    /** A local entry with something else in it stays what it is: the name leads nowhere then. */
    private Optional<Draft> inEntry(Key key, Draft entry) {
        Optional<String> src = entry.artefact() instanceof LocalEntry local ? local.src() : Optional.empty();
        if (src.isPresent()) {
            return src.filter(text -> text.startsWith("file:"))
                    .flatMap(registry)
                    .flatMap(file -> inFile(key, file));
        }
        return entry.element().elements().stream()
                .filter(child -> isWanted(child, key))
                .findFirst()
                .map(child -> draft(child, key));
    }

    /** A sequence that is named as an endpoint, or the other way round, is right for those who name it as what it is. */
    private Optional<Draft> inFile(Key key, SourceFile file) {
        try {
            XmlElement root = parser.parse(file);
            if (isWanted(root, key)) {
                return Optional.of(draft(root, key));
            }
            return isWanted(root, key.other()) ? Optional.empty() : Optional.of(broken(key, notWanted(root, key)));
        } catch (XmlException e) {
            return Optional.of(broken(key, e.diagnostic()));
        }
    }

    private static boolean isWanted(XmlElement element, Key key) {
        return element.isSynapse() && element.localName().equals(key.element());
    }

    private static Diagnostic notWanted(XmlElement root, Key key) {
        return Diagnostic.error(
                Codes.NO_ARTEFACT,
                root.location(),
                key.name() + ": <" + root.localName() + "> (expected: <" + key.element() + "> of Synapse, which is what"
                        + " the key is used for)",
                "Correct the key, or put the " + key.element() + " into this file");
    }

    private Draft draft(XmlElement element, Key key) {
        ElementModel model = table.root(element.modelName()).orElseThrow();
        new ElementChecker(table, sink).check(element, model);
        return new Draft(unmarshalling.artefact(renamed(element, key.name()), model), element);
    }

    private static XmlElement renamed(XmlElement element, String name) {
        List<XmlElement.Attribute> attributes = new ArrayList<>(element.attributes());
        attributes.removeIf(each -> each.isPlain() && each.localName().equals("name"));
        attributes.add(new XmlElement.Attribute(new QName("name"), name));
        XmlElement renamed =
                new XmlElement(element.name(), element.location(), element.namespaces(), List.copyOf(attributes));
        renamed.children().addAll(element.children());
        renamed.endAt(element.end());
        return renamed;
    }

    /** An artefact with nothing but an error: it does not run, and who names it is told nothing more. */
    private Draft broken(Key key, Diagnostic error) {
        sink.report(error);
        SourceLocation place = error.location();
        XmlElement empty = new XmlElement(new QName(Namespaces.SYNAPSE, key.element()), place, Map.of(), List.of());
        empty.endAt(new SourceLocation(place.file(), place.line() + 1, 1));
        ElementModel model = table.root(empty.modelName()).orElseThrow();
        return new Draft(unmarshalling.artefact(renamed(empty, key.name()), model), empty);
    }
}
