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

/** A service under {@code /services/NAME} whose requests run sequences. */
@XmlRootElement(name = "proxy")
public final class Proxy extends SynapseNode implements Artefact {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String transports;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String startOnLoad;

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

    @XmlAttribute
    private @Nullable String pinnedServers;

    @XmlAttribute
    private @Nullable String serviceGroup;

    @XmlElement
    private @Nullable Target target;

    @XmlElement
    private @Nullable PublishWsdl publishWSDL;

    @XmlElement(name = "parameter")
    private final List<Parameter> parameters = new ArrayList<>();

    @XmlElement
    private @Nullable String description;

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** Whether the file says which transports reach this proxy. */
    public boolean namesTransports() {
        return transports != null;
    }

    /** The transports that reach this proxy, in lower case; {@code http} and {@code https} unless set. */
    public List<String> transports() {
        return transports == null
                ? List.of("http", "https")
                : Stream.of(transports.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    /** Whether the proxy answers from the start. */
    public boolean startOnLoad() {
        return !"false".equalsIgnoreCase(startOnLoad);
    }

    /** What its requests run. */
    public Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    /** The WSDL document that it shows. */
    public Optional<PublishWsdl> publishWsdl() {
        return Optional.ofNullable(publishWSDL);
    }

    /** Named values. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The author's remark; no effect. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public List<? extends SynapseNode> children() {
        return Stream.<Optional<? extends SynapseNode>>of(target(), publishWsdl())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The sequences and the endpoint of a proxy, each by name or inside. */
    public static final class Target extends SynapseNode {
        @XmlAttribute(name = "inSequence")
        private @Nullable String inSequenceName;

        @XmlAttribute(name = "outSequence")
        private @Nullable String outSequenceName;

        @XmlAttribute(name = "faultSequence")
        private @Nullable String faultSequenceName;

        @XmlAttribute(name = "endpoint")
        private @Nullable String endpointName;

        @XmlElement
        private @Nullable MediatorList inSequence;

        @XmlElement
        private @Nullable MediatorList outSequence;

        @XmlElement
        private @Nullable MediatorList faultSequence;

        @XmlElement
        private @Nullable Endpoint endpoint;

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

        /** The endpoint by name. */
        public Optional<String> endpointName() {
            return Optional.ofNullable(endpointName);
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

        /** The endpoint inside. */
        public Optional<Endpoint> endpoint() {
            return Optional.ofNullable(endpoint);
        }

        @Override
        public List<Reference> references() {
            List<Reference> named = new ArrayList<>();
            Stream.of(inSequenceName(), outSequenceName(), faultSequenceName())
                    .flatMap(Optional::stream)
                    .forEach(text -> named.add(new Reference(Reference.Kind.SEQUENCE, text, location())));
            endpointName().ifPresent(text -> named.add(new Reference(Reference.Kind.ENDPOINT, text, location())));
            return named;
        }

        @Override
        public List<? extends SynapseNode> children() {
            return Stream.of(inSequence(), outSequence(), faultSequence(), endpoint())
                    .flatMap(Optional::stream)
                    .toList();
        }
    }
}
