package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers a request with what an equal one was answered before, or, as collector, remembers an answer. */
@AutoService(Mediator.class)
@XmlRootElement(name = "cache")
public final class Cache extends Mediator {
    @XmlAttribute
    private @Nullable String id;

    @XmlAttribute
    private @Nullable String timeout;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String collector;

    @XmlAttribute
    private @Nullable String maxMessageSize;

    @Allowed({"per-host", "per-mediator", "distributed"})
    @XmlAttribute
    private @Nullable String scope;

    @XmlAttribute
    private @Nullable String hashGenerator;

    @XmlElement
    private @Nullable Branch onCacheHit;

    @XmlElement
    private @Nullable Protocol protocol;

    @XmlElement
    private @Nullable Implementation implementation;

    /** What caches of the same name share. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** For how many seconds an answer counts. */
    public Optional<String> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Whether it remembers answers rather than looks for one. */
    public boolean collects() {
        return "true".equalsIgnoreCase(collector);
    }

    /** The most bytes that an answer may have to be remembered. */
    public Optional<String> maxMessageSize() {
        return Optional.ofNullable(maxMessageSize);
    }

    /** MI's class that says which requests are equal. */
    public Optional<String> hashGenerator() {
        return Optional.ofNullable(hashGenerator).or(() -> protocol().flatMap(Protocol::hashGenerator));
    }

    /** What runs with an answer that was found; without it the answer goes to the caller. */
    public Optional<Branch> onCacheHit() {
        return Optional.ofNullable(onCacheHit);
    }

    /** What is looked at. */
    public Optional<Protocol> protocol() {
        return Optional.ofNullable(protocol);
    }

    /** How much is kept. */
    public Optional<Implementation> implementation() {
        return Optional.ofNullable(implementation);
    }

    @Override
    public List<? extends SynapseNode> children() {
        return onCacheHit().map(List::of).orElse(List.of());
    }

    /** Which requests and answers take part, and what makes two requests equal. */
    @XmlType(name = "cacheProtocol")
    public static final class Protocol extends SynapseNode {
        @Allowed({"HTTP", "http"})
        @XmlAttribute
        private @Nullable String type;

        @XmlElement
        private @Nullable String methods;

        @XmlElement
        private @Nullable String headersToExcludeInHash;

        @XmlElement
        private @Nullable String headersToIncludeInHash;

        @XmlElement
        private @Nullable String responseCodes;

        @XmlElement
        private @Nullable String enableCacheControl;

        @XmlElement
        private @Nullable String includeAgeHeader;

        @XmlElement
        private @Nullable String hashGenerator;

        /** The HTTP methods, as a comma list; {@code *} for all. */
        public String methods() {
            return methods == null || methods.isBlank() ? "*" : methods;
        }

        /** The headers that do not count, as a comma list; {@code *} for all. */
        public String headersToExclude() {
            return headersToExcludeInHash == null ? "" : headersToExcludeInHash;
        }

        /** The only headers that count, as a comma list; {@code *} for all. */
        public String headersToInclude() {
            return headersToIncludeInHash == null ? "" : headersToIncludeInHash;
        }

        /** A pattern for the status of answers that are remembered. */
        public String responseCodes() {
            return responseCodes == null || responseCodes.isBlank() ? ".*" : responseCodes.strip();
        }

        /** Whether {@code Cache-Control} counts. */
        public boolean obeysCacheControl() {
            return enableCacheControl != null && "true".equalsIgnoreCase(enableCacheControl.strip());
        }

        /** Whether an answer that was found says how old it is. */
        public boolean addsAge() {
            return includeAgeHeader != null && "true".equalsIgnoreCase(includeAgeHeader.strip());
        }

        Optional<String> hashGenerator() {
            return Optional.ofNullable(hashGenerator).map(String::strip).filter(name -> !name.isEmpty());
        }
    }

    /** How much is kept. */
    @XmlType(name = "cacheImplementation")
    public static final class Implementation extends SynapseNode {
        @Allowed({"memory", "disk"})
        @XmlAttribute
        private @Nullable String type;

        @XmlAttribute
        private @Nullable String maxSize;

        /** {@code memory} unless set. */
        public String type() {
            return type == null ? "memory" : type;
        }

        /** The most answers. */
        public Optional<String> maxSize() {
            return Optional.ofNullable(maxSize);
        }
    }
}
