package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.Severity;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A named list of mediators, or, with {@code key}, the mediator that runs one. */
@AutoService(Mediator.class)
@XmlRootElement(name = "sequence")
public final class Sequence extends Mediator implements Artefact {
    @XmlAttribute
    private @Nullable String name;

    @XmlAttribute
    private @Nullable String key;

    @XmlAttribute
    private @Nullable String onError;

    @Allowed(
            value = {"enable", "disable"},
            otherwise = Severity.WARNING)
    @XmlAttribute
    private @Nullable String trace;

    @Allowed(
            value = {"enable", "disable"},
            otherwise = Severity.WARNING)
    @XmlAttribute
    private @Nullable String statistics;

    @XmlElementRef
    private final List<Mediator> mediators = new ArrayList<>();

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** The sequence that this mediator runs, or an {@code {expression}} that yields its name. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The sequence that runs when a mediator of this one fails. */
    public Optional<String> onError() {
        return Optional.ofNullable(onError);
    }

    /** Whether every message through this sequence is traced. */
    public boolean trace() {
        return "enable".equalsIgnoreCase(trace);
    }

    /** Whether statistics are kept for this sequence. */
    public boolean statistics() {
        return "enable".equalsIgnoreCase(statistics);
    }

    /** The mediators in order; empty for a reference. */
    public List<Mediator> mediators() {
        return mediators;
    }

    @Override
    public List<Reference> references() {
        List<Reference> named = new ArrayList<>();
        key().filter(text -> !Reference.isDynamic(text))
                .ifPresent(text -> named.add(new Reference(Reference.Kind.SEQUENCE, text, location())));
        onError().ifPresent(text -> named.add(new Reference(Reference.Kind.SEQUENCE, text, location())));
        return named;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return mediators;
    }
}
