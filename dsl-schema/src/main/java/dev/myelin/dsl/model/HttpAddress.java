package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP endpoint: a URI with variables, and a method. */
public final class HttpAddress extends EndpointTarget {
    @XmlAttribute(name = "uri-template")
    private @Nullable String uriTemplate;

    @XmlAttribute
    private @Nullable String method;

    @XmlElement
    private @Nullable HttpAuthentication authentication;

    /** Such as {@code http://host/orders/{uri.var.id}}; without one the message's To. */
    public Optional<String> uriTemplate() {
        return Optional.ofNullable(uriTemplate).filter(text -> !text.isBlank());
    }

    /** The HTTP method; the message's own unless set. */
    public Optional<String> method() {
        return Optional.ofNullable(method).filter(text -> !text.isBlank());
    }

    /** How the engine shows the back-end who it is. */
    public Optional<HttpAuthentication> authentication() {
        return Optional.ofNullable(authentication);
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(super.children());
        authentication().ifPresent(all::add);
        return all;
    }
}
