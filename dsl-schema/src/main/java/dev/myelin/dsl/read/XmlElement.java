package dev.myelin.dsl.read;

import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.Namespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;

/** An element with the places where it begins and ends and the namespaces in scope; filled by {@link XmlParser}. */
final class XmlElement implements XmlNode {
    private final QName name;
    private final SourceLocation location;
    private final Map<String, String> namespaces;
    private final List<Attribute> attributes;
    private final List<XmlNode> children = new ArrayList<>();
    private SourceLocation end;

    XmlElement(QName name, SourceLocation location, Map<String, String> namespaces, List<Attribute> attributes) {
        this.name = name;
        this.location = location;
        this.namespaces = namespaces;
        this.attributes = attributes;
        this.end = location;
    }

    /** The name with its prefix, as it stands in the file. */
    QName name() {
        return name;
    }

    String localName() {
        return name.getLocalPart();
    }

    boolean hasNoNamespace() {
        return name.getNamespaceURI().isEmpty();
    }

    /** Whether the element belongs to the language: it has Synapse's namespace or none. */
    boolean isSynapse() {
        return hasNoNamespace() || Namespaces.SYNAPSE.equals(name.getNamespaceURI());
    }

    /** The name that the model knows the element by: no namespace counts as Synapse's. */
    QName modelName() {
        return hasNoNamespace() ? new QName(Namespaces.SYNAPSE, localName()) : name;
    }

    /** Where its {@code <} stands. */
    SourceLocation location() {
        return location;
    }

    /** The place behind its last character. */
    SourceLocation end() {
        return end;
    }

    void endAt(SourceLocation place) {
        end = place;
    }

    /** Prefix to namespace, everything in scope; the default namespace under the empty prefix. */
    Map<String, String> namespaces() {
        return namespaces;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    /** The value of the attribute {@code local} that has no namespace. */
    Optional<String> attribute(String local) {
        return attributes.stream()
                .filter(attribute ->
                        attribute.isPlain() && attribute.localName().equals(local))
                .map(Attribute::value)
                .findFirst();
    }

    List<XmlNode> children() {
        return children;
    }

    List<XmlElement> elements() {
        return children.stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .toList();
    }

    /** The characters directly inside, joined. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (XmlNode child : children) {
            if (child instanceof Text characters) {
                text.append(characters.value());
            }
        }
        return text.toString();
    }

    /**
     * An attribute; namespace declarations are none.
     *
     * @param name with its prefix
     * @param value with references resolved
     */
    record Attribute(QName name, String value) {
        String localName() {
            return name.getLocalPart();
        }

        boolean isPlain() {
            return name.getNamespaceURI().isEmpty();
        }
    }
}
