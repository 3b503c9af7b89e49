package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mediators with parameters, for {@code call-template}; or an endpoint with parameters. */
@XmlRootElement(name = "template")
public final class Template extends SynapseNode implements Artefact {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String onError;

    @XmlElement(name = "parameter")
    private final List<TemplateParameter> parameters = new ArrayList<>();

    @XmlElement
    private @Nullable MediatorList sequence;

    @XmlElement
    private @Nullable Endpoint endpoint;

    @XmlElement
    private @Nullable String description;

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** The sequence that runs when a mediator of this template fails. */
    public Optional<String> onError() {
        return Optional.ofNullable(onError);
    }

    /** What {@code call-template} gives values to. */
    public List<TemplateParameter> parameters() {
        return parameters;
    }

    /** What runs. */
    public Optional<MediatorList> sequence() {
        return Optional.ofNullable(sequence);
    }

    /** What endpoints with this template are made of; {@code $NAME} stands for a parameter. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** The author's remark; no effect. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public List<Reference> references() {
        return onError()
                .map(text -> List.of(new Reference(Reference.Kind.SEQUENCE, text, location())))
                .orElse(List.of());
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(parameters);
        sequence().ifPresent(all::add);
        endpoint().ifPresent(all::add);
        return all;
    }

    /** A parameter. */
    public static final class TemplateParameter extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String isMandatory;

        @XmlAttribute
        private @Nullable String defaultValue;

        /** The name; empty when the attribute is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** Whether a call without it is a fault. */
        public boolean isMandatory() {
            return "true".equalsIgnoreCase(isMandatory);
        }

        /** The value where a call gives none. */
        public Optional<String> defaultValue() {
            return Optional.ofNullable(defaultValue);
        }
    }
}
