package dev.myelin.dsl.model;

import dev.myelin.dsl.Severity;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
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

    @XmlAttribute
    private @Nullable String validateSchema;

    @XmlElementWrapper(name = "handlers")
    @XmlElement(name = "handler")
    private final List<Handler> handlers = new ArrayList<>();

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

    /** The listeners that reach it: {@code default} for the HTTP ports, else names of inbound endpoints; empty for the HTTP ports. */
    public List<String> bindsTo() {
        return words(bindsTo);
    }

    /** The registry path of its OpenAPI document. */
    public Optional<String> publishSwagger() {
        return Optional.ofNullable(publishSwagger).filter(text -> !text.isBlank());
    }

    private static List<String> words(@Nullable String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split("[,\\s]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    /** The Java classes that see its messages before and after its resources. */
    public List<Handler> handlers() {
        return handlers;
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
        List<SynapseNode> all = new ArrayList<>(resources);
        all.addAll(handlers);
        return all;
    }

    /** A Java class that sees the messages of an API. */
    public static final class Handler extends SynapseNode {
        @XmlAttribute(name = "class", required = true)
        private @Nullable String className;

        @XmlElement(name = "property")
        private final List<NamedValue> properties = new ArrayList<>();

        /** The class; empty when the attribute is missing, which the reader has reported. */
        public String className() {
            return className == null ? "" : className.strip();
        }

        /** What it is told. */
        public List<NamedValue> properties() {
            return properties;
        }

        @Override
        public List<? extends SynapseNode> children() {
            return properties;
        }
    }

    /** The requests of some methods to some paths, and what they run. */
    public static final class Resource extends SynapseNode {
        @XmlAttribute
        private @Nullable String methods;

        @XmlAttribute(name = "uri-template")
        private @Nullable String uriTemplate;

        @XmlAttribute(name = "url-mapping")
        private @Nullable String urlMapping;

        @XmlAttribute(name = "binds-to")
        private @Nullable String bindsTo;

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

        /** The listeners that reach it, of those of the API; empty for all of them. */
        public List<String> bindsTo() {
            return words(bindsTo);
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
