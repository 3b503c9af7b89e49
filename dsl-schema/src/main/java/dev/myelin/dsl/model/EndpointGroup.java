package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Several endpoints as one: {@code failover}, {@code loadbalance} and {@code recipientlist}. */
public abstract class EndpointGroup extends SynapseNode {
    @XmlElement(name = "endpoint")
    private final List<Endpoint> endpoints = new ArrayList<>();

    @XmlElement(name = "member")
    private final List<Member> members = new ArrayList<>();

    /** The hosts in order that stand for endpoints: messages go there with the path that they came with. */
    public List<Member> members() {
        return members;
    }

    /** The endpoints in order. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(endpoints);
        all.addAll(members);
        return all;
    }

    /** A host of a group. */
    public static final class Member extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String hostName;

        @XmlAttribute
        private @Nullable String httpPort;

        @XmlAttribute
        private @Nullable String httpsPort;

        /** The host; empty when the attribute is missing, which the reader has reported. */
        public String hostName() {
            return hostName == null ? "" : hostName.strip();
        }

        /** The port for messages that came by HTTP. */
        public Optional<String> httpPort() {
            return Optional.ofNullable(httpPort).map(String::strip).filter(text -> !text.isEmpty());
        }

        /** The port for messages that came by HTTPS. */
        public Optional<String> httpsPort() {
            return Optional.ofNullable(httpsPort).map(String::strip).filter(text -> !text.isEmpty());
        }
    }

    /** Sends to all. */
    public static final class RecipientList extends EndpointGroup {
        @XmlElement(name = "endpoints")
        private @Nullable Recipients recipients;

        /** Those that an expression finds. */
        public Optional<Recipients> recipients() {
            return Optional.ofNullable(recipients);
        }

        @Override
        public List<? extends SynapseNode> children() {
            List<SynapseNode> all = new ArrayList<>(super.children());
            recipients().ifPresent(all::add);
            return all;
        }

        /** The recipients that an expression finds for each message. */
        public static final class Recipients extends SynapseNode {
            @XmlAttribute(required = true)
            private @Nullable String value;

            @XmlAttribute(name = "max-cache")
            private @Nullable String maxCache;

            /** Addresses or names of endpoints with commas, or an {@code {expression}} that yields them. */
            public String value() {
                return value == null ? "" : value;
            }

            /** MI: how many endpoints it keeps; no effect here. */
            public Optional<String> maxCache() {
                return Optional.ofNullable(maxCache);
            }
        }
    }

    /** Sends to the first endpoint that takes the message. */
    public static final class Failover extends EndpointGroup {
        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String dynamic;

        @XmlAttribute
        private @Nullable String buildMessage;

        /** Whether a later message may go to an earlier endpoint again. */
        public boolean isDynamic() {
            return !"false".equalsIgnoreCase(dynamic);
        }

        /** MI's hint to build the message before sending; no effect here. */
        public boolean buildMessage() {
            return "true".equalsIgnoreCase(buildMessage);
        }
    }

    /** Sends to one endpoint after the other, a message each. */
    public static final class LoadBalance extends EndpointGroup {
        @XmlAttribute
        private @Nullable String algorithm;

        @Allowed({"roundRobin"})
        @XmlAttribute
        private @Nullable String policy;

        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String failover;

        /** The Java class that Synapse chooses with. */
        public Optional<String> algorithm() {
            return Optional.ofNullable(algorithm);
        }

        /** {@code roundRobin}. */
        public String policy() {
            return policy == null ? "roundRobin" : policy;
        }

        /** Whether another endpoint gets the message when one fails. */
        public boolean failsOver() {
            return !"false".equalsIgnoreCase(failover);
        }
    }
}
