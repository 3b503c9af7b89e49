package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where messages go: by itself an artefact, inside {@code send} and {@code call} anonymous or a {@code key}. */
@XmlRootElement(name = "endpoint")
public final class Endpoint extends SynapseNode implements Artefact {
    @XmlAttribute
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String key;

    @XmlElement
    private @Nullable Address address;

    @XmlElement(name = "property")
    private final List<NamedValue> properties = new ArrayList<>();

    @XmlElement
    private @Nullable String description;

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** The named endpoint that this one stands for. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The address, unless this is a {@code key}. */
    public Optional<Address> address() {
        return Optional.ofNullable(address);
    }

    /** Properties that steer the sender, such as {@code ws.correlation}. */
    public List<NamedValue> properties() {
        return properties;
    }

    /** The author's remark; no effect. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public List<Reference> references() {
        return key().filter(text -> !Reference.isDynamic(text))
                .map(text -> List.of(new Reference(Reference.Kind.ENDPOINT, text, location())))
                .orElse(List.of());
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(properties);
        address().ifPresent(all::add);
        return all;
    }
}
