package dev.myelin.dsl.read;

import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.Artefact;
import dev.myelin.dsl.model.ContentPlaces;
import dev.myelin.dsl.model.HoldsForeign;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.read.ElementModel.AttributeModel;
import dev.myelin.dsl.read.ElementModel.ChildModel;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import jakarta.xml.bind.UnmarshallerHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Makes model objects by replaying elements to JAXB: only what the model knows, in the namespace and the spelling that it
 * declares, raw content as one string.
 */
final class Unmarshalling {
    private final Supplier<JAXBContext> context;
    private @Nullable Unmarshaller unmarshaller;
    private @Nullable XmlElement current;

    Unmarshalling(Supplier<JAXBContext> context) {
        this.context = context;
    }

    /** The object for {@code element}, an artefact. */
    Artefact artefact(XmlElement element, ElementModel model) {
        try {
            UnmarshallerHandler handler = unmarshaller().getUnmarshallerHandler();
            handler.startDocument();
            replay(element, element.modelName(), model, handler);
            handler.endDocument();
            return (Artefact) handler.getResult();
        } catch (JAXBException | SAXException e) {
            // Everything that reaches JAXB was held against the model before.
            throw new IllegalStateException(element.location() + ": " + e.getMessage(), e);
        }
    }

    private Unmarshaller unmarshaller() throws JAXBException {
        Unmarshaller known = unmarshaller;
        if (known == null) {
            known = context.get().createUnmarshaller();
            known.setEventHandler(event -> true);
            known.setListener(new Locator());
            unmarshaller = known;
        }
        return known;
    }

    private void replay(XmlElement element, QName name, ElementModel model, UnmarshallerHandler handler)
            throws SAXException {
        current = element;
        handler.startElement(
                name.getNamespaceURI(), name.getLocalPart(), name.getLocalPart(), attributes(element, model));
        if (model.isRaw()) {
            characters(RawXml.of(rawContent(element)), handler);
        } else if (model.isText()) {
            String text = element.text();
            characters(model.textValues().canonical(text).orElse(text), handler);
        } else {
            Set<QName> seen = new HashSet<>();
            for (XmlElement child : element.elements()) {
                ChildModel known = model.children().get(child.modelName());
                // Of several where one may stand the first counts, as in MI.
                if (known != null && (seen.add(known.name()) || known.repeatable())) {
                    replay(child, known.name(), known.model(), handler);
                }
            }
        }
        handler.endElement(name.getNamespaceURI(), name.getLocalPart(), name.getLocalPart());
    }

    /** The content without the {@code <description>} that an author may have put beside the value of a local entry. */
    private static List<XmlNode> rawContent(XmlElement element) {
        if (!element.localName().equals("localEntry")) {
            return element.children();
        }
        List<XmlNode> content = new ArrayList<>(element.children());
        content.removeIf(node -> node instanceof XmlElement child
                && child.isSynapse()
                && child.localName().equals("description"));
        return content;
    }

    /** The elements of other namespaces inside, such as a WSDL document. */
    private static String foreign(XmlElement element) {
        List<XmlNode> found = new ArrayList<>();
        for (XmlElement child : element.elements()) {
            if (!child.isSynapse()) {
                found.add(child);
            }
        }
        return found.isEmpty() ? "" : RawXml.of(found);
    }

    private static void characters(String text, UnmarshallerHandler handler) throws SAXException {
        handler.characters(text.toCharArray(), 0, text.length());
    }

    /** A value that is not allowed is left out, so that the default holds. */
    private static AttributesImpl attributes(XmlElement element, ElementModel model) {
        AttributesImpl all = new AttributesImpl();
        for (XmlElement.Attribute attribute : element.attributes()) {
            AttributeModel known = attribute.isPlain() ? model.attributes().get(attribute.localName()) : null;
            if (known != null) {
                known.values()
                        .canonical(attribute.value())
                        .ifPresent(value -> all.addAttribute("", known.name(), known.name(), "CDATA", value));
            }
        }
        return all;
    }

    /** Tells each object its place before JAXB fills it. */
    private final class Locator extends Unmarshaller.Listener {
        @Override
        public void beforeUnmarshal(Object target, @Nullable Object parent) {
            XmlElement element = current;
            if (target instanceof SynapseNode node && element != null) {
                Map<String, String> prefixes = new HashMap<>(element.namespaces());
                prefixes.remove("");
                node.locate(element.location(), prefixes);
                if (target instanceof ContentPlaces content) {
                    List<SourceLocation> places = new ArrayList<>();
                    collect(element, places);
                    content.placeContent(places);
                }
            }
            if (target instanceof HoldsForeign holder && element != null) {
                holder.takeForeign(foreign(element));
            }
        }

        private static void collect(XmlElement element, List<SourceLocation> places) {
            for (XmlElement child : element.elements()) {
                places.add(child.location());
                collect(child, places);
            }
        }
    }
}
