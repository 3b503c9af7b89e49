package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.SourceLocation;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlTransient;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the sequences whose conditions hold for the message. */
@AutoService(Mediator.class)
@XmlRootElement(name = "conditionalRouter")
public final class ConditionalRouter extends Mediator {
    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String continueAfter;

    @XmlElement(name = "conditionalRoute", required = true)
    private final List<Route> routes = new ArrayList<>();

    /** Whether the flow goes on behind it. */
    public boolean goesOn() {
        return "true".equalsIgnoreCase(continueAfter);
    }

    /** The routes in order. */
    public List<Route> routes() {
        return routes;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return routes;
    }

    /** A condition and the sequence that runs when it holds. */
    @XmlType(name = "conditionalRoute")
    public static final class Route extends SynapseNode {
        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String breakRoute;

        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String breakAfter;

        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String asynchronous;

        @XmlElement
        private @Nullable Condition condition;

        @XmlElement(required = true)
        private @Nullable Target target;

        /** Whether no route behind it is looked at when it was taken. */
        public boolean isLast() {
            String text = breakRoute == null ? breakAfter : breakRoute;
            return !"false".equalsIgnoreCase(text);
        }

        /** When it is taken; always unless set. */
        public Optional<Condition> condition() {
            return Optional.ofNullable(condition);
        }

        /** The sequence; empty when it is missing, which the reader has reported. */
        public Optional<Target> target() {
            return Optional.ofNullable(target);
        }

        @Override
        public List<? extends SynapseNode> children() {
            return target().map(List::of).orElse(List.of());
        }
    }

    /** The sequence of a route. */
    @XmlType(name = "conditionalTarget")
    public static final class Target extends SynapseNode {
        @XmlAttribute(name = "sequence")
        private @Nullable String sequenceName;

        @XmlElement
        private @Nullable MediatorList sequence;

        /** The named sequence. */
        public Optional<String> sequenceName() {
            return Optional.ofNullable(sequenceName).filter(text -> !text.isBlank());
        }

        /** The sequence inside. */
        public Optional<MediatorList> sequence() {
            return Optional.ofNullable(sequence);
        }

        @Override
        public List<Reference> references() {
            return sequenceName()
                    .filter(text -> !Reference.isDynamic(text))
                    .map(text -> List.of(new Reference(Reference.Kind.SEQUENCE, text, location())))
                    .orElse(List.of());
        }

        @Override
        public List<? extends SynapseNode> children() {
            return sequence().map(List::of).orElse(List.of());
        }
    }

    /** The condition of a route: {@code match}, {@code equal}, {@code exist}, {@code and}, {@code or}, {@code not}, as XML. */
    @RawContent
    @XmlType(name = "conditionalCondition")
    public static final class Condition extends SynapseNode implements ContentPlaces {
        @XmlMixed
        private final List<String> content = new ArrayList<>();

        @XmlTransient
        private List<SourceLocation> places = List.of();

        /** The condition as it stands in the file. */
        public String content() {
            return String.join("", content);
        }

        @Override
        public void placeContent(List<SourceLocation> elements) {
            places = elements;
        }

        @Override
        public SourceLocation placeOf(int element) {
            return element < places.size() ? places.get(element) : location();
        }
    }
}
