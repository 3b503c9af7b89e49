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

    @XmlAttribute
    private @Nullable String template;

    @XmlAttribute
    private @Nullable String uri;

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

    @XmlElement
    private EndpointGroup.@Nullable RecipientList recipientlist;

    @XmlElement
    private @Nullable WsdlAddress wsdl;

    @XmlElement
    private @Nullable Session session;

    @XmlElement(name = "parameter")
    private final List<TemplateValue> parameters = new ArrayList<>();

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
                .or(() -> Optional.ofNullable(byTo))
                .or(() -> Optional.ofNullable(wsdl));
    }

    /** The endpoint that a WSDL document describes, unless this is of another kind. */
    public Optional<WsdlAddress> wsdl() {
        return Optional.ofNullable(wsdl);
    }

    /** The name of the template that this one is made of, unless it is of another kind. */
    public Optional<String> template() {
        return Optional.ofNullable(template).map(String::strip);
    }

    /** What {@code $uri} of the template stands for. */
    public Optional<String> uri() {
        return Optional.ofNullable(uri);
    }

    /** What the parameters of the template stand for. */
    public List<TemplateValue> parameters() {
        return parameters;
    }

    /** The endpoints that all get the message, unless this is of another kind. */
    public Optional<EndpointGroup.RecipientList> recipientList() {
        return Optional.ofNullable(recipientlist);
    }

    /** What keeps the messages of a client with one endpoint of a load balance. */
    public Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    /** The group of endpoints that this one is, unless it is of another kind. */
    public Optional<EndpointGroup> group() {
        return Optional.<EndpointGroup>ofNullable(failover)
                .or(() -> Optional.ofNullable(loadbalance))
                .or(() -> Optional.ofNullable(recipientlist));
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
        List<Reference> named = new ArrayList<>();
        key().filter(text -> !Reference.isDynamic(text))
                .ifPresent(text -> named.add(new Reference(Reference.Kind.ENDPOINT, text, location())));
        template().ifPresent(text -> named.add(new Reference(Reference.Kind.TEMPLATE, text, location())));
        return named;
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(properties);
        target().ifPresent(all::add);
        group().ifPresent(all::add);
        session().ifPresent(all::add);
        all.addAll(parameters);
        return all;
    }

    /** Messages of one client go to one endpoint. */
    public static final class Session extends SynapseNode {
        @Allowed({"http", "soap", "simpleClientSession"})
        @XmlAttribute(required = true)
        private @Nullable String type;

        @XmlElement
        private @Nullable String sessionTimeout;

        /** How a client is known: {@code http} (cookie), {@code soap} or {@code simpleClientSession} (SOAP headers). */
        public String type() {
            return type == null ? "http" : type;
        }

        /** Milliseconds without a message after which the client is forgotten. */
        public Optional<String> sessionTimeout() {
            return Optional.ofNullable(sessionTimeout).map(String::strip);
        }
    }

    /** What a parameter of the template stands for. */
    public static final class TemplateValue extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @XmlAttribute(required = true)
        private @Nullable String value;

        /** The name; empty when the attribute is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** The value. */
        public String value() {
            return value == null ? "" : value;
        }
    }
}
