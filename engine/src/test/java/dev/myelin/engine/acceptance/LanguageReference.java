package dev.myelin.engine.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The page of all elements and attributes, made from the XSDs. */
final class LanguageReference {
    private static final Set<String> ARTEFACTS = Set.of(
            "definitions",
            "sequence",
            "proxy",
            "api",
            "inboundEndpoint",
            "endpoint",
            "template",
            "localEntry",
            "task",
            "messageStore",
            "messageProcessor");

    private final Map<String, Element> global = new LinkedHashMap<>();
    private final Map<String, Element> types = new LinkedHashMap<>();
    private final Map<String, Element> groups = new LinkedHashMap<>();
    private final Set<String> mediators = new LinkedHashSet<>();
    private final StringBuilder page = new StringBuilder();

    private LanguageReference(Element schema) {
        for (Element each : children(schema)) {
            String name = each.getAttribute("name");
            switch (each.getLocalName()) {
                case "element" -> global.put(name, each);
                case "simpleType", "complexType" -> types.put(name, each);
                case "group", "attributeGroup" -> groups.put(name, each);
                default -> {}
            }
        }
        particles(groups.get("Mediators"), new HashSet<>()).forEach(each -> mediators.add(each.getAttribute("ref")));
    }

    /** The page, with {@code command} in its first line. */
    static String page(Path xsd, Path mediation, String command) throws Exception {
        LanguageReference own = new LanguageReference(schema(mediation));
        own.section("Mediators of Myelin, namespace `urn:myelin:mediation`", name -> true);
        return new LanguageReference(schema(xsd)).page(command) + own.page;
    }

    private static Element schema(Path xsd) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(xsd.toFile()).getDocumentElement();
    }

    private String page(String command) {
        page.append(
                        "<!-- Made from synapse.xsd and mediation.xsd of dsl-schema/src/main/resources/dev/myelin/dsl; to make it again: ")
                .append(command)
                .append(
                        " -->\n# Elements and attributes\n\nEvery element of the language, as XML editors show it. Advice is in ")
                .append(
                        "[mediators](mediators.md) and\n[inbound endpoints](inbound-endpoints.md). A star marks what is required. ")
                .append("Values in braces, `{expression}`, are\ntaken where an attribute's meaning says so.\n");
        section("Artefacts", name -> ARTEFACTS.contains(name));
        section("Mediators", name -> mediators.contains(name) && !ARTEFACTS.contains(name));
        section("Others", name -> !mediators.contains(name) && !ARTEFACTS.contains(name));
        return page.toString();
    }

    private void section(String title, Predicate<String> which) {
        List<String> names = global.keySet().stream().filter(which).sorted().toList();
        if (!names.isEmpty()) {
            page.append("\n## ").append(title).append('\n');
            names.forEach(name -> element(name, global.get(name)));
        }
    }

    private void element(String name, Element element) {
        page.append("\n### ").append(name).append("\n\n").append(words(element)).append('\n');
        List<String> rows = new ArrayList<>();
        rows("", element, rows, new HashSet<>());
        if (!rows.isEmpty()) {
            page.append("\n| | values | |\n|---|---|---|\n");
            rows.forEach(page::append);
        }
    }

    /** A row for each attribute, then for each child with what is in it; elements of their own are links. */
    private void rows(String path, Element element, List<String> rows, Set<Element> seen) {
        Element type = typeOf(element);
        if (type == null || !seen.add(type)) {
            return;
        }
        for (Element attribute : attributes(type, new ArrayList<>())) {
            String star = attribute.getAttribute("use").equals("required") ? "\\*" : "";
            row(
                    "`" + path + "@" + attribute.getAttribute("name") + "`" + star,
                    values(attribute),
                    words(attribute),
                    rows);
        }
        List<Element> inside = particles(type, new HashSet<>());
        if (inside.stream().anyMatch(each -> mediators.contains(each.getAttribute("ref")))) {
            row(path.isEmpty() ? "mediators" : "`" + path + "` mediators", "", "", rows);
        }
        for (Element child : inside) {
            child(path, child, rows, seen);
        }
        seen.remove(type);
    }

    private void child(String path, Element child, List<String> rows, Set<Element> seen) {
        String reference = child.getAttribute("ref");
        if (mediators.contains(reference)) {
            return;
        }
        String name = reference.isEmpty() ? child.getAttribute("name") : reference;
        String star = child.getAttribute("minOccurs").equals("0") ? "" : "\\*";
        String count = child.getAttribute("maxOccurs").equals("unbounded") ? "any number" : "";
        if (global.containsKey(reference)) {
            row("[`" + path + name + "`](#" + name.toLowerCase(Locale.ROOT) + ")" + star, count, words(child), rows);
            return;
        }
        String values = typeOf(child) == null ? "" : values(child);
        row(
                "`" + path + name + "`" + star,
                Stream.of(values, count).filter(text -> !text.isEmpty()).collect(Collectors.joining("; ")),
                words(child),
                rows);
        rows(path + name + "/", child, rows, seen);
    }

    private static void row(String what, String values, String words, List<String> rows) {
        rows.add("| " + what + " | " + values + " | " + words + " |\n");
    }

    private Element typeOf(Element element) {
        String name = element.getAttribute("type");
        return name.isEmpty()
                ? children(element).stream()
                        .filter(each -> each.getLocalName().endsWith("Type"))
                        .findFirst()
                        .orElse(null)
                : types.get(name);
    }

    private List<Element> attributes(Element within, List<Element> found) {
        for (Element each : children(within)) {
            switch (each.getLocalName()) {
                case "attribute" -> found.add(each);
                case "attributeGroup" -> attributes(groups.get(each.getAttribute("ref")), found);
                case "complexContent", "simpleContent", "extension" -> {
                    Element base = types.get(each.getAttribute("base"));
                    if (base != null) {
                        attributes(base, found);
                    }
                    attributes(each, found);
                }
                default -> {}
            }
        }
        return found;
    }

    private List<Element> particles(Element within, Set<Element> seen) {
        List<Element> found = new ArrayList<>();
        if (within == null || !seen.add(within)) {
            return found;
        }
        for (Element each : children(within)) {
            switch (each.getLocalName()) {
                case "element" -> found.add(each);
                case "group" -> found.addAll(particles(groups.get(each.getAttribute("ref")), seen));
                case "sequence", "all", "choice", "complexContent" -> found.addAll(particles(each, seen));
                case "extension" -> {
                    found.addAll(particles(types.get(each.getAttribute("base")), seen));
                    found.addAll(particles(each, seen));
                }
                default -> {}
            }
        }
        return found;
    }

    /** The words that are allowed, the default first told by the documentation of each. */
    private String values(Element declaration) {
        List<String> words = new ArrayList<>();
        enumerations(typeOf(declaration), words);
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" "));
    }

    private void enumerations(Element type, List<String> words) {
        if (type == null || type.getLocalName().equals("complexType")) {
            return;
        }
        for (String member : type.getAttribute("memberTypes").split(" ")) {
            enumerations(types.get(member), words);
        }
        for (Element each : children(type)) {
            if (each.getLocalName().equals("enumeration")) {
                words.add(each.getAttribute("value"));
            } else {
                enumerations(each, words);
            }
        }
    }

    private static String words(Element declaration) {
        return children(declaration).stream()
                .filter(each -> each.getLocalName().equals("annotation"))
                .map(Element::getTextContent)
                .collect(Collectors.joining(" "))
                .strip()
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .replace("<", "&lt;");
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
