package dev.myelin.dsl.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of an element as one string: text as it is, or, when there is an element in it, XML that can stand alone.
 * A prefix that is declared further out is declared on the outermost element that uses it in a name, a value or a text.
 */
final class RawXml {
    private static final Pattern PREFIX = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_.-]*):");

    /** {@code exclude-result-prefixes} and {@code extension-element-prefixes} of XSLT list bare prefixes. */
    private static final String PREFIX_LIST = "-prefixes";

    private final StringBuilder out = new StringBuilder();

    private RawXml() {}

    static String of(List<XmlNode> content) {
        boolean xml = content.stream().anyMatch(XmlElement.class::isInstance);
        RawXml raw = new RawXml();
        for (XmlNode node : content) {
            if (node instanceof XmlNode.Text text && !xml) {
                raw.out.append(text.value());
            } else if (xml) {
                raw.node(node, Map.of());
            }
        }
        return raw.out.toString();
    }

    private void node(XmlNode node, Map<String, String> declared) {
        if (node instanceof XmlElement element) {
            element(element, declared);
        } else if (node instanceof XmlNode.Text text) {
            escape(text.value(), false);
        } else if (node instanceof XmlNode.Markup markup) {
            out.append(markup.source());
        }
    }

    private void element(XmlElement element, Map<String, String> declared) {
        Map<String, String> missing = missing(element, declared);
        Map<String, String> inner = declared;
        if (!missing.isEmpty()) {
            inner = new HashMap<>(declared);
            inner.putAll(missing);
        }
        String name = qualified(element.name().getPrefix(), element.localName());
        out.append('<').append(name);
        missing.forEach((prefix, uri) -> attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri));
        for (XmlElement.Attribute attribute : element.attributes()) {
            attribute(qualified(attribute.name().getPrefix(), attribute.localName()), attribute.value());
        }
        if (element.children().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (XmlNode child : element.children()) {
            node(child, inner);
        }
        out.append("</").append(name).append('>');
    }

    /** The declarations that {@code element} needs and does not inherit inside the raw content. */
    private static Map<String, String> missing(XmlElement element, Map<String, String> declared) {
        Map<String, String> missing = new TreeMap<>();
        need(element, element.name().getPrefix(), declared, missing);
        for (XmlElement.Attribute attribute : element.attributes()) {
            if (!attribute.isPlain()) {
                need(element, attribute.name().getPrefix(), declared, missing);
            }
            mentioned(element, attribute.value(), declared, missing);
            if (attribute.localName().endsWith(PREFIX_LIST)) {
                for (String prefix : attribute.value().strip().split("\\s+")) {
                    need(element, prefix, declared, missing);
                }
            }
        }
        mentioned(element, element.text(), declared, missing);
        return missing;
    }

    private static void mentioned(
            XmlElement element, String text, Map<String, String> declared, Map<String, String> missing) {
        if (text.indexOf(':') >= 0) {
            Matcher matcher = PREFIX.matcher(text);
            while (matcher.find()) {
                need(element, matcher.group(1), declared, missing);
            }
        }
    }

    private static void need(
            XmlElement element, String prefix, Map<String, String> declared, Map<String, String> missing) {
        String uri = element.namespaces().get(prefix);
        String outer = declared.getOrDefault(prefix, "");
        if (uri != null && !uri.equals(outer)) {
            missing.put(prefix, uri);
        }
    }

    private static String qualified(String prefix, String local) {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(value, true);
        out.append('"');
    }

    private void escape(String text, boolean inAttribute) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                case '"' -> out.append(inAttribute ? "&quot;" : "\"");
                case '\n' -> out.append(inAttribute ? "&#10;" : "\n");
                case '\t' -> out.append(inAttribute ? "&#9;" : "\t");
                default -> out.append(each);
            }
        }
    }
}
