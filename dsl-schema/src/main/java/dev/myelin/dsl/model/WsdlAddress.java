package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlTransient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An endpoint whose address is that of a port in a WSDL document: one at a URI, or the one inside. */
public final class WsdlAddress extends EndpointTarget implements HoldsForeign {
    @XmlAttribute
    private @Nullable String uri;

    @XmlAttribute
    private @Nullable String service;

    @XmlAttribute
    private @Nullable String port;

    @XmlTransient
    private String inline = "";

    /** Where the document is: {@code file:}, {@code http:} or {@code https:}. */
    public Optional<String> uri() {
        return Optional.ofNullable(uri).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The service; the first one unless set. */
    public Optional<String> service() {
        return Optional.ofNullable(service).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The port of the service; the first one unless set. */
    public Optional<String> port() {
        return Optional.ofNullable(port).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The document itself, where it stands inside. */
    public Optional<String> inline() {
        return Optional.of(inline).filter(text -> !text.isBlank());
    }

    @Override
    public void takeForeign(String xml) {
        inline = xml;
    }
}
