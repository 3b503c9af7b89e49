package dev.myelin.dsl.model;

import dev.myelin.dsl.SourceLocation;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlTransient;
import java.util.List;
import java.util.Map;

/** An element of the language, with the place where it stood and the namespace prefixes in scope there. */
@XmlAccessorType(XmlAccessType.FIELD)
public abstract class SynapseNode {
    @XmlTransient
    private SourceLocation location = SourceLocation.UNKNOWN;

    @XmlTransient
    private Map<String, String> namespaces = Map.of();

    /** Where the {@code <} of this element stands. */
    public SourceLocation location() {
        return location;
    }

    /** Prefix to namespace, for the expressions in this element's attributes. */
    public Map<String, String> namespaces() {
        return namespaces;
    }

    /** Called by the reader once, before attributes and children are set. */
    public final void locate(SourceLocation where, Map<String, String> prefixes) {
        location = where;
        namespaces = Map.copyOf(prefixes);
    }

    /** The artefacts that this element names, without those that its children name. */
    public List<Reference> references() {
        return List.of();
    }

    /** The elements below this one that may name artefacts or hold mediators. */
    public List<? extends SynapseNode> children() {
        return List.of();
    }
}
