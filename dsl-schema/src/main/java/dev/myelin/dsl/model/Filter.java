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

/** Runs mediators when a condition holds: {@code then} (or the mediators directly inside), else {@code else}. */
@AutoService(Mediator.class)
@XmlRootElement(name = "filter")
public final class Filter extends Mediator {
    @XmlAttribute
    private @Nullable String xpath;

    @XmlAttribute
    private @Nullable String source;

    @XmlAttribute
    private @Nullable String regex;

    @XmlElement
    private @Nullable Branch then;

    @XmlElement(name = "else")
    private @Nullable Branch otherwise;

    @XmlElementRef
    private final List<Mediator> mediators = new ArrayList<>();

    /** A condition as expression. */
    public Optional<String> xpath() {
        return Optional.ofNullable(xpath);
    }

    /** An expression whose string value must match {@link #regex()} as a whole. */
    public Optional<String> source() {
        return Optional.ofNullable(source);
    }

    /** The regular expression for {@link #source()}. */
    public Optional<String> regex() {
        return Optional.ofNullable(regex);
    }

    /** What runs when the condition holds. */
    public Optional<Branch> then() {
        return Optional.ofNullable(then);
    }

    /** What runs when it does not. */
    public Optional<Branch> otherwise() {
        return Optional.ofNullable(otherwise);
    }

    /** Mediators directly inside, in place of {@code then}. */
    public List<Mediator> mediators() {
        return mediators;
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(mediators);
        then().ifPresent(all::add);
        otherwise().ifPresent(all::add);
        return all;
    }
}
