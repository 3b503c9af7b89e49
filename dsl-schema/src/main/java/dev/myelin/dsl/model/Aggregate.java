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

/** Collects messages that belong together and makes one of them. */
@AutoService(Mediator.class)
@XmlRootElement(name = "aggregate")
public final class Aggregate extends Mediator {
    @XmlAttribute
    private @Nullable String id;

    @XmlElement
    private @Nullable CorrelateOn correlateOn;

    @XmlElement
    private @Nullable CompleteCondition completeCondition;

    @XmlElement(required = true)
    private @Nullable OnComplete onComplete;

    /** The id of the {@code iterate} or {@code clone} whose parts are collected. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** What messages that belong together have in common. */
    public Optional<String> correlateOn() {
        return correlateOn == null ? Optional.empty() : Optional.of(correlateOn.expression());
    }

    /** When they are complete. */
    public Optional<CompleteCondition> completeCondition() {
        return Optional.ofNullable(completeCondition);
    }

    /** What is done with them then. */
    public Optional<OnComplete> onComplete() {
        return Optional.ofNullable(onComplete);
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>();
        if (correlateOn != null) {
            all.add(correlateOn);
        }
        completeCondition().ifPresent(all::add);
        onComplete().ifPresent(all::add);
        return all;
    }

    /** What messages that belong together have in common. */
    public static final class CorrelateOn extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String expression;

        String expression() {
            return expression == null ? "" : expression;
        }
    }

    /** When messages are complete. */
    public static final class CompleteCondition extends SynapseNode {
        @XmlAttribute
        private @Nullable String timeout;

        @XmlElement
        private @Nullable MessageCount messageCount;

        /** Seconds after which what has come is all. */
        public Optional<String> timeout() {
            return Optional.ofNullable(timeout);
        }

        /** How many messages are enough. */
        public Optional<MessageCount> messageCount() {
            return Optional.ofNullable(messageCount);
        }

        @Override
        public List<? extends SynapseNode> children() {
            return messageCount().map(List::of).orElse(List.of());
        }
    }

    /** How many messages are enough. */
    public static final class MessageCount extends SynapseNode {
        @XmlAttribute
        private @Nullable String min;

        @XmlAttribute
        private @Nullable String max;

        /** A number or an {@code {expression}}; less than 1 for none. */
        public Optional<String> min() {
            return Optional.ofNullable(min);
        }

        /** A number or an {@code {expression}}; less than 1 for none. */
        public Optional<String> max() {
            return Optional.ofNullable(max);
        }
    }

    /** What is taken of each message, and what runs with the result. */
    public static final class OnComplete extends SynapseNode {
        @XmlAttribute
        private @Nullable String expression;

        @XmlAttribute
        private @Nullable String sequence;

        @XmlAttribute
        private @Nullable String enclosingElementProperty;

        @Allowed({"root", "child"})
        @XmlAttribute
        private @Nullable String aggregateElementType;

        @XmlElementRef
        private final List<Mediator> mediators = new ArrayList<>();

        /** What is taken of each message; its content where nothing is said. */
        public Optional<String> expression() {
            return Optional.ofNullable(expression);
        }

        /** The sequence that runs instead of the mediators inside. */
        public Optional<String> sequence() {
            return Optional.ofNullable(sequence);
        }

        /** The property that holds the element around what was collected. */
        public Optional<String> enclosingElementProperty() {
            return Optional.ofNullable(enclosingElementProperty);
        }

        /** Whether what was collected goes into the root element of the first message. */
        public boolean asChildren() {
            return "child".equalsIgnoreCase(aggregateElementType);
        }

        /** The mediators in order. */
        public List<Mediator> mediators() {
            return mediators;
        }

        @Override
        public List<Reference> references() {
            return sequence()
                    .filter(text -> !Reference.isDynamic(text))
                    .map(text -> List.of(new Reference(Reference.Kind.SEQUENCE, text, location())))
                    .orElse(List.of());
        }

        @Override
        public List<? extends SynapseNode> children() {
            return mediators;
        }
    }
}
