package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the first case whose regular expression matches the whole string value of the source. */
@AutoService(Mediator.class)
@XmlRootElement(name = "switch")
public final class Switch extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String source;

    @XmlElement(name = "case")
    private final List<Case> cases = new ArrayList<>();

    @XmlElement(name = "default")
    private @Nullable MediatorList otherwise;

    /** The expression; empty when the attribute is missing, which the reader has reported. */
    public String source() {
        return source == null ? "" : source;
    }

    /** The cases in order. */
    public List<Case> cases() {
        return cases;
    }

    /** What runs when no case matches. */
    public Optional<MediatorList> otherwise() {
        return Optional.ofNullable(otherwise);
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(cases);
        otherwise().ifPresent(all::add);
        return all;
    }

    /** One case. */
    public static final class Case extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String regex;

        @XmlElementRef
        private final List<Mediator> mediators = new ArrayList<>();

        /** The regular expression; empty when the attribute is missing, which the reader has reported. */
        public String regex() {
            return regex == null ? "" : regex;
        }

        /** The mediators in order. */
        public List<Mediator> mediators() {
            return mediators;
        }

        @Override
        public List<? extends SynapseNode> children() {
            return mediators;
        }
    }
}
