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

    @XmlAttribute(name = "key-expression")
    private @Nullable String keyExpression;

    @XmlElement
    private @Nullable Address address;

    @XmlElement
    private @Nullable HttpAddress http;

    @XmlElement(name = "default")
    private @Nullable DefaultAddress byTo;

    @XmlElement
    private EndpointGroup.@Nullable Failover failover;

    @XmlElement
    private EndpointGroup.@Nullable LoadBalance loadbalance;

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

    /** An expression that yields the name of the endpoint that this one stands for. */
    public Optional<String> keyExpression() {
        return Optional.ofNullable(keyExpression);
    }

    /** The address, unless this is of another kind. */
    public Optional<Address> address() {
        return Optional.ofNullable(address);
    }

    /** The HTTP endpoint, unless this is of another kind. */
    public Optional<HttpAddress> http() {
        return Optional.ofNullable(http);
    }

    /** The default endpoint, unless this is of another kind. */
    public Optional<DefaultAddress> byTo() {
        return Optional.ofNullable(byTo);
    }

    /** What this endpoint sends to, for the kinds that send by themselves. */
    public Optional<EndpointTarget> target() {
        return Optional.<EndpointTarget>ofNullable(address)
                .or(() -> Optional.ofNullable(http))
                .or(() -> Optional.ofNullable(byTo));
    }

    /** The endpoints of a failover, unless this is of another kind. */
    public Optional<EndpointGroup.Failover> failover() {
        return Optional.ofNullable(failover);
    }

    /** The endpoints of a load balance, unless this is of another kind. */
    public Optional<EndpointGroup.LoadBalance> loadBalance() {
        return Optional.ofNullable(loadbalance);
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
        target().ifPresent(all::add);
        failover().ifPresent(all::add);
        loadBalance().ifPresent(all::add);
        return all;
    }
}
