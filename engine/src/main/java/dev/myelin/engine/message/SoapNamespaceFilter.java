package dev.myelin.engine.message;

import net.sf.saxon.event.ProxyReceiver;
import net.sf.saxon.event.Receiver;
import net.sf.saxon.om.AttributeInfo;
import net.sf.saxon.om.AttributeMap;
import net.sf.saxon.om.NamespaceBinding;
import net.sf.saxon.om.NamespaceMap;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.NodeName;
import net.sf.saxon.s9api.Location;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.type.SchemaType;

/** Leaves out the envelope's namespace where a piece of the body is written by itself, as Axiom does. */
final class SoapNamespaceFilter extends ProxyReceiver {
    SoapNamespaceFilter(Receiver next) {
        super(next);
    }

    @Override
    public void startElement(
            NodeName name,
            SchemaType type,
            AttributeMap attributes,
            NamespaceMap namespaces,
            Location location,
            int properties)
            throws XPathException {
        NamespaceMap used = namespaces;
        for (NamespaceBinding binding : namespaces) {
            NamespaceUri uri = binding.getNamespaceUri();
            if (Soap.isEnvelopeNamespace(uri.toString()) && !uses(name, attributes, uri)) {
                used = used.remove(binding.getPrefix());
            }
        }
        super.startElement(name, type, attributes, used, location, properties);
    }

    private static boolean uses(NodeName name, AttributeMap attributes, NamespaceUri uri) {
        if (name.hasURI(uri)) {
            return true;
        }
        for (AttributeInfo attribute : attributes) {
            if (attribute.getNodeName().hasURI(uri)) {
                return true;
            }
        }
        return false;
    }
}
