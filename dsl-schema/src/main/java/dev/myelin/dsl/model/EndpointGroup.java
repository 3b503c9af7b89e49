package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Several endpoints as one: {@code failover} and {@code loadbalance}. */
public abstract class EndpointGroup extends SynapseNode {
    @XmlElement(name = "endpoint")
    private final List<Endpoint> endpoints = new ArrayList<>();

    /** The endpoints in order. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return endpoints;
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
