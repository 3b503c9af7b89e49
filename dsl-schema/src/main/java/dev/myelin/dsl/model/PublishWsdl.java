package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlTransient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The WSDL document that a proxy shows at {@code ?wsdl}: by URI, by key, that of an endpoint, or the one inside. */
public final class PublishWsdl extends SynapseNode implements HoldsForeign {
    @XmlAttribute
    private @Nullable String uri;

    @XmlAttribute
    private @Nullable String key;

    @XmlAttribute
    private @Nullable String endpoint;

    @XmlAttribute
    private @Nullable String preservePolicy;

    @XmlElement(name = "resource")
    private final List<ResourceMapping> resources = new ArrayList<>();

    @XmlTransient
    private String inline = "";

    /** Where the document is: {@code file:}, {@code http:} or {@code https:}. */
    public Optional<String> uri() {
        return given(uri);
    }

    /** The local entry or registry resource that holds it. */
    public Optional<String> key() {
        return given(key);
    }

    /** The endpoint whose WSDL document it is. */
    public Optional<String> endpoint() {
        return given(endpoint);
    }

    /** MI: whether policies in the document stay; they do. */
    public boolean preservesPolicy() {
        return !"false".equalsIgnoreCase(preservePolicy);
    }

    /** Where documents that it imports are found. */
    public List<ResourceMapping> resources() {
        return resources;
    }

    /** The document itself, where it stands inside. */
    public Optional<String> inline() {
        return given(inline);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(given -> !given.isEmpty());
    }

    @Override
    public void takeForeign(String xml) {
        inline = xml;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return resources;
    }
}
