package dev.myelin.dsl.model;

import dev.myelin.dsl.Severity;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A REST API: a context, and resources that requests below it run. */
@XmlRootElement(name = "api")
public final class Api extends SynapseNode implements Artefact {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute(required = true)
    private @Nullable String context;

    @XmlAttribute
    private @Nullable String hostname;

    @XmlAttribute
    private @Nullable String port;

    @XmlAttribute
    private @Nullable String version;

    @Allowed({"none", "url", "context"})
    @XmlAttribute(name = "version-type")
    private @Nullable String versionType;

    @XmlAttribute
    private @Nullable String transports;

    @XmlAttribute(name = "binds-to")
    private @Nullable String bindsTo;

    @XmlAttribute
    private @Nullable String publishSwagger;

    @Allowed(
            value = {"enable", "disable"},
            otherwise = Severity.WARNING)
    @XmlAttribute
    private @Nullable String statistics;

    @Allowed(
            value = {"enable", "disable"},
            otherwise = Severity.WARNING)
    @XmlAttribute
    private @Nullable String trace;

    @XmlElement(name = "resource")
    private final List<Resource> resources = new ArrayList<>();

    @XmlElement
    private @Nullable String description;

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** Where its paths begin, such as {@code /orders}; empty when missing, which the reader has reported. */
    public String context() {
        return context == null ? "" : context;
    }

    /** The host that requests must name. */
    public Optional<String> hostname() {
        return Optional.ofNullable(hostname).filter(text -> !text.isBlank());
    }

    /** The port that the {@code Host} of requests must name. */
    public Optional<String> port() {
        return Optional.ofNullable(port).filter(text -> !text.isBlank());
    }

    /** The version. */
    public Optional<String> version() {
        return Optional.ofNullable(version).filter(text -> !text.isBlank());
    }

    /** {@code none} (default), {@code url} or {@code context}. */
    public String versionType() {
        return versionType == null ? "none" : versionType;
    }

    /** The transports that reach it, in lower case; empty for all. */
    public List<String> transports() {
        return transports == null
                ? List.of()
                : Stream.of(transports.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    /** The inbound endpoints whose requests reach it, and {@code default} for the HTTP listener; empty for that alone. */
    public List<String> bindsTo() {
        return bindsTo == null
                ? List.of()
                : Stream.of(bindsTo.split("[,\\s]+"))
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    /** What its requests run. */
    public List<Resource> resources() {
        return resources;
    }

    /** The author's remark; no effect. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public List<? extends SynapseNode> children() {
        return resources;
    }

    /** The requests of some methods to some paths, and what they run. */
    public static final class Resource extends SynapseNode {
        @XmlAttribute
        private @Nullable String methods;

        @XmlAttribute(name = "uri-template")
        private @Nullable String uriTemplate;

        @XmlAttribute(name = "url-mapping")
        private @Nullable String urlMapping;

        @Allowed({"http", "https"})
        @XmlAttribute
        private @Nullable String protocol;

        @XmlAttribute(name = "inSequence")
        private @Nullable String inSequenceName;

        @XmlAttribute(name = "outSequence")
        private @Nullable String outSequenceName;

        @XmlAttribute(name = "faultSequence")
        private @Nullable String faultSequenceName;

        @XmlElement
        private @Nullable MediatorList inSequence;

        @XmlElement
        private @Nullable MediatorList outSequence;

        @XmlElement
        private @Nullable MediatorList faultSequence;

        /** The HTTP methods in upper case; empty for all. */
        public List<String> methods() {
            return methods == null
                    ? List.of()
                    : Stream.of(methods.toUpperCase(Locale.ROOT).split("[,\\s]+"))
                            .filter(text -> !text.isEmpty())
                            .toList();
        }

        /** Paths with variables: {@code /orders/{id}}. */
        public Optional<String> uriTemplate() {
            return Optional.ofNullable(uriTemplate);
        }

        /** Paths as servlets have them: {@code /orders/*}. */
        public Optional<String> urlMapping() {
            return Optional.ofNullable(urlMapping);
        }

        /** The one transport that reaches it; any unless set. */
        public Optional<String> protocol() {
            return Optional.ofNullable(protocol);
        }

        /** The in sequence by name. */
        public Optional<String> inSequenceName() {
            return Optional.ofNullable(inSequenceName);
        }

        /** The out sequence by name. */
        public Optional<String> outSequenceName() {
            return Optional.ofNullable(outSequenceName);
        }

        /** The fault sequence by name. */
        public Optional<String> faultSequenceName() {
            return Optional.ofNullable(faultSequenceName);
        }

        /** The in sequence inside. */
        public Optional<MediatorList> inSequence() {
            return Optional.ofNullable(inSequence);
        }

        /** The out sequence inside. */
        public Optional<MediatorList> outSequence() {
            return Optional.ofNullable(outSequence);
        }

        /** The fault sequence inside. */
        public Optional<MediatorList> faultSequence() {
            return Optional.ofNullable(faultSequence);
        }

        @Override
        public List<Reference> references() {
            return Stream.of(inSequenceName(), outSequenceName(), faultSequenceName())
                    .flatMap(Optional::stream)
                    .map(text -> new Reference(Reference.Kind.SEQUENCE, text, location()))
                    .toList();
        }

        @Override
        public List<? extends SynapseNode> children() {
            return Stream.of(inSequence(), outSequence(), faultSequence())
                    .flatMap(Optional::stream)
                    .toList();
        }
    }
}
