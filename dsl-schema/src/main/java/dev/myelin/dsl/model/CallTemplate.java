package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a template with values for its parameters. */
@AutoService(Mediator.class)
@XmlRootElement(name = "call-template")
public final class CallTemplate extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String target;

    @XmlAttribute
    private @Nullable String onError;

    @XmlElement(name = "with-param")
    private final List<WithParam> params = new ArrayList<>();

    /** The template's name; empty when the attribute is missing, which the reader has reported. */
    public String target() {
        return target == null ? "" : target;
    }

    /** The sequence that runs when a mediator of the template fails. */
    public Optional<String> onError() {
        return Optional.ofNullable(onError);
    }

    /** The values. */
    public List<WithParam> params() {
        return params;
    }

    @Override
    public List<Reference> references() {
        List<Reference> named = new ArrayList<>();
        if (!Reference.isDynamic(target())) {
            named.add(new Reference(Reference.Kind.TEMPLATE, target(), location()));
        }
        onError().ifPresent(text -> named.add(new Reference(Reference.Kind.SEQUENCE, text, location())));
        return named;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return params;
    }

    /** The value of one parameter. */
    public static final class WithParam extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @XmlAttribute(required = true)
        private @Nullable String value;

        /** The name; empty when the attribute is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** A text or an {@code {expression}}. */
        public String value() {
            return value == null ? "" : value;
        }
    }
}
