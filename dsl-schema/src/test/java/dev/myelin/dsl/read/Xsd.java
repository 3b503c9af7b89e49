package dev.myelin.dsl.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** As much of an XSD as those of the language use, read for comparison. */
final class Xsd {
    static final String RESOURCE = "/dev/myelin/dsl/synapse.xsd";
    static final String MEDIATION = "/dev/myelin/dsl/mediation.xsd";
    private static final Set<String> DOCUMENTED =
            Set.of("element", "attribute", "enumeration", "complexType", "simpleType");

    private final Map<String, Element> elements = new TreeMap<>();
    private final Map<String, Element> types = new HashMap<>();
    private final Map<String, Element> groups = new HashMap<>();
    private final Element schema;

    private Xsd(Document document) {
        schema = document.getDocumentElement();
        for (Element each : children(schema)) {
            switch (each.getLocalName()) {
                case "element" -> elements.put(each.getAttribute("name"), each);
                case "complexType", "simpleType" -> types.put(each.getAttribute("name"), each);
                case "group", "attributeGroup" -> groups.put(each.getAttribute("name"), each);
                default -> {}
            }
        }
    }

    static Xsd load() {
        return load(RESOURCE);
    }

    static Xsd load(String resource) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream in = Xsd.class.getResourceAsStream(resource)) {
            return new Xsd(factory.newDocumentBuilder().parse(in));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    record Attribute(String name, boolean required, Set<String> values) {}

    record Child(String name, boolean required, Element element) {}

    record Content(
            Map<String, Attribute> attributes,
            Map<String, Child> children,
            boolean isMixed,
            boolean isText,
            Set<String> values) {}

    Map<String, Element> globalElements() {
        return elements;
    }

    Set<String> mediators() {
        Map<String, Child> found = new TreeMap<>();
        particles(groups.get("Mediators"), true, found);
        return new TreeSet<>(found.keySet());
    }

    /** What an element declaration allows. */
    Content content(Element declaration) {
        Element element = declaration.hasAttribute("ref") ? elements.get(declaration.getAttribute("ref")) : declaration;
        String type = element.getAttribute("type");
        Element definition = types.get(type);
        for (Element child : children(element)) {
            if (child.getLocalName().endsWith("Type")) {
                definition = child;
            }
        }
        boolean text = type.startsWith("xs:")
                || definition != null && definition.getLocalName().equals("simpleType");
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Map<String, Child> found = new LinkedHashMap<>();
        Set<String> values = new HashSet<>();
        boolean mixed = false;
        if (text) {
            values(definition, values);
        } else if (definition != null) {
            mixed = definition.getAttribute("mixed").equals("true");
            attributes(definition, attributes);
            particles(definition, true, found);
        }
        return new Content(attributes, found, mixed, text, values);
    }

    private void attributes(Element within, Map<String, Attribute> found) {
        for (Element each : children(within)) {
            if (each.getLocalName().equals("attribute")) {
                String name = each.getAttribute("name");
                Set<String> values = new HashSet<>();
                values(types.get(each.getAttribute("type")), values);
                children(each).forEach(child -> values(child, values));
                found.put(name, new Attribute(name, each.getAttribute("use").equals("required"), values));
            } else if (each.getLocalName().equals("attributeGroup")) {
                attributes(groups.get(each.getAttribute("ref")), found);
            }
        }
    }

    private void values(Element type, Set<String> found) {
        if (type == null) {
            return;
        }
        for (String member : type.getAttribute("memberTypes").split(" ")) {
            values(types.get(member), found);
        }
        if (type.getLocalName().equals("enumeration")) {
            found.add(type.getAttribute("value"));
        }
        children(type).forEach(child -> values(child, found));
    }

    private void particles(Element within, boolean required, Map<String, Child> found) {
        for (Element each : children(within)) {
            boolean needed = required && !each.getAttribute("minOccurs").equals("0");
            switch (each.getLocalName()) {
                case "element" -> {
                    String name = each.getAttribute(each.hasAttribute("ref") ? "ref" : "name");
                    found.put(name, new Child(name, needed, each));
                }
                case "group" -> particles(groups.get(each.getAttribute("ref")), false, found);
                case "sequence", "all" -> particles(each, needed, found);
                case "choice" -> particles(each, false, found);
                default -> {}
            }
        }
    }

    /** Declarations without a word of documentation. */
    List<String> undocumented() {
        List<String> found = new ArrayList<>();
        undocumented(schema, "", found);
        return found;
    }

    private void undocumented(Element within, String path, List<String> found) {
        for (Element each : children(within)) {
            String name =
                    path + "/" + each.getLocalName() + " " + each.getAttribute("name") + each.getAttribute("value");
            boolean named = each.hasAttribute("name") || each.hasAttribute("value");
            if (named
                    && DOCUMENTED.contains(each.getLocalName())
                    && documentation(each).isBlank()) {
                found.add(name);
            }
            undocumented(each, name, found);
        }
    }

    private String documentation(Element declaration) {
        StringBuilder text = new StringBuilder();
        for (Element each : children(declaration)) {
            if (each.getLocalName().equals("annotation")) {
                text.append(each.getTextContent());
            }
        }
        return text.toString();
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(node.getNamespaceURI())) {
                found.add(element);
            }
        }
        return found;
    }
}
