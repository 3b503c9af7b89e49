package dev.myelin.engine.mediator.endpoint.wsdl;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The services of a WSDL 1.1 or 2.0 document with the addresses of their ports. Read without DTDs and without anything
 * that it imports.
 *
 * @param ports in the order of the document
 */
public record WsdlDocument(List<Port> ports) {
    /** As large as a document may be. */
    public static final int MAX_SIZE = 8 << 20;

    private static final String WSDL11 = "http://schemas.xmlsoap.org/wsdl/";
    private static final String WSDL20 = "http://www.w3.org/ns/wsdl";

    /**
     * A port, or an endpoint as WSDL 2.0 calls it.
     *
     * @param service whose it is
     * @param name of it
     * @param address where it is; empty when the document does not say
     */
    public record Port(String service, String name, String address) {}

    /** Reads a document. Throws {@link IllegalArgumentException} for what is none. */
    public static WsdlDocument parse(String text) {
        if (text.length() > MAX_SIZE) {
            throw new IllegalArgumentException("more than " + MAX_SIZE + " characters");
        }
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
            try {
                return new Reading(reader).document();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("not well-formed XML without a DTD: " + e.getMessage(), e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /** The address of a port. Throws {@link IllegalArgumentException} when there is none. */
    public String address(Optional<String> service, Optional<String> port) {
        List<Port> fitting = ports.stream()
                .filter(each -> service.map(each.service()::equals).orElse(true))
                .filter(each -> port.map(each.name()::equals).orElse(true))
                .toList();
        return fitting.stream()
                .map(Port::address)
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "service " + service.orElse("(any)") + ", port " + port.orElse("(any)")
                                + (fitting.isEmpty() ? " is not there" : " has no address") + " (expected: one of "
                                + known() + ")"));
    }

    private String known() {
        return String.join(
                ", ",
                ports.stream().map(port -> port.service() + "/" + port.name()).toList());
    }

    /** One pass over a document. */
    private static final class Reading {
        private final XMLStreamReader reader;
        private final List<Port> ports = new ArrayList<>();
        private String service = "";
        private @Nullable String port;
        private String address = "";

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        WsdlDocument document() throws XMLStreamException {
            boolean root = true;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new IllegalArgumentException("it has a DTD");
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (root && !isWsdl()) {
                        throw new IllegalArgumentException("its root is " + reader.getName() + ", not that of WSDL");
                    }
                    root = false;
                    begin();
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end();
                }
            }
            return new WsdlDocument(List.copyOf(ports));
        }

        private boolean isWsdl() {
            String uri = reader.getNamespaceURI();
            return WSDL11.equals(uri) || WSDL20.equals(uri);
        }

        private void begin() {
            String name = reader.getLocalName();
            if (isWsdl() && name.equals("service")) {
                service = attribute("name");
            } else if (isWsdl() && (name.equals("port") || name.equals("endpoint"))) {
                port = attribute("name");
                address = attribute("address");
            } else if (port != null && name.equals("address") && address.isEmpty()) {
                address = attribute("location");
            }
        }

        private void end() {
            String name = reader.getLocalName();
            String open = port;
            if (isWsdl() && open != null && (name.equals("port") || name.equals("endpoint"))) {
                ports.add(new Port(service, open, address.strip()));
                port = null;
            }
        }

        private String attribute(String name) {
            String value = reader.getAttributeValue(null, name);
            return value == null ? "" : value;
        }
    }
}
