package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a part of the message to a SOAP service and puts what it answers into the message. */
@AutoService(Mediator.class)
@XmlRootElement(name = "callout")
public final class Callout extends Mediator {
    @XmlAttribute
    private @Nullable String serviceURL;

    @XmlAttribute
    private @Nullable String endpointKey;

    @XmlAttribute
    private @Nullable String action;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String initAxis2ClientOptions;

    @XmlElement
    private @Nullable Endpoint endpoint;

    @XmlElement
    private @Nullable Configuration configuration;

    @XmlElement
    private @Nullable Source source;

    @XmlElement
    private @Nullable Target target;

    /** The address of the service. */
    public Optional<String> serviceUrl() {
        return Optional.ofNullable(serviceURL).filter(text -> !text.isBlank());
    }

    /** The endpoint that stands for the service. */
    public Optional<String> endpointKey() {
        return Optional.ofNullable(endpointKey).filter(text -> !text.isBlank());
    }

    /** The endpoint inside. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** The action of SOAP. */
    public Optional<String> action() {
        return Optional.ofNullable(action).filter(text -> !text.isBlank());
    }

    /** What is sent. */
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    /** Where the answer goes. */
    public Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    @Override
    public List<Reference> references() {
        return endpointKey()
                .filter(text -> !Reference.isDynamic(text))
                .map(text -> List.of(new Reference(Reference.Kind.ENDPOINT, text, location())))
                .orElse(List.of());
    }

    @Override
    public List<? extends SynapseNode> children() {
        return endpoint().map(List::of).orElse(List.of());
    }

    /** Files of Axis2, which is not there. */
    @XmlType(name = "calloutConfiguration")
    public static final class Configuration extends SynapseNode {
        @XmlAttribute
        private @Nullable String axis2xml;

        @XmlAttribute
        private @Nullable String repository;
    }

    /** What is sent. */
    @XmlType(name = "calloutSource")
    public static final class Source extends SynapseNode {
        @XmlAttribute
        private @Nullable String xpath;

        @XmlAttribute
        private @Nullable String key;

        @Allowed({"envelope"})
        @XmlAttribute
        private @Nullable String type;

        /** Finds the element that is sent. */
        public Optional<String> xpath() {
            return Optional.ofNullable(xpath);
        }

        /** The property that holds the element that is sent. */
        public Optional<String> key() {
            return Optional.ofNullable(key);
        }

        /** Whether the whole envelope is sent. */
        public boolean isEnvelope() {
            return type != null;
        }
    }

    /** Where the answer goes. */
    @XmlType(name = "calloutTarget")
    public static final class Target extends SynapseNode {
        @XmlAttribute
        private @Nullable String xpath;

        @XmlAttribute
        private @Nullable String key;

        /** Finds the element that the answer replaces. */
        public Optional<String> xpath() {
            return Optional.ofNullable(xpath);
        }

        /** The property that holds the answer. */
        public Optional<String> key() {
            return Optional.ofNullable(key);
        }
    }
}
