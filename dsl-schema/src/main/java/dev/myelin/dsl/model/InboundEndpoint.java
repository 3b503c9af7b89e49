package dev.myelin.dsl.model;

import dev.myelin.dsl.Severity;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A port or a path of its own whose messages run a sequence. */
@XmlRootElement(name = "inboundEndpoint")
public final class InboundEndpoint extends SynapseNode implements Artefact {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String sequence;

    @XmlAttribute
    private @Nullable String onError;

    @XmlAttribute
    private @Nullable String protocol;

    @XmlAttribute(name = "class")
    private @Nullable String className;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String suspend;

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

    @XmlElementWrapper(name = "parameters")
    @XmlElement(name = "parameter")
    private @Nullable List<Parameter> parameters;

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** The sequence that its messages run. */
    public Optional<String> sequence() {
        return Optional.ofNullable(sequence);
    }

    /** The sequence that runs when that one fails. */
    public Optional<String> onError() {
        return Optional.ofNullable(onError);
    }

    /** {@code ws}, {@code wss} and so on, in lower case; empty when missing. */
    public String protocol() {
        return protocol == null ? "" : protocol.toLowerCase(Locale.ROOT);
    }

    /** A Java class of MI's custom inbound endpoints. */
    public Optional<String> className() {
        return Optional.ofNullable(className);
    }

    /** Whether it is deployed without being bound. */
    public boolean suspended() {
        return "true".equalsIgnoreCase(suspend);
    }

    /** Named values. */
    public List<Parameter> parameters() {
        return parameters == null ? List.of() : parameters;
    }

    @Override
    public List<Reference> references() {
        return Stream.of(sequence(), onError())
                .flatMap(Optional::stream)
                .map(text -> new Reference(Reference.Kind.SEQUENCE, text, location()))
                .toList();
    }

    @Override
    public List<? extends SynapseNode> children() {
        return parameters();
    }
}
