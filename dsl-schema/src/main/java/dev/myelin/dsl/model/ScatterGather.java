package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.Severity;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs several sequences, each with a copy of the message, and puts together what they come to. */
@AutoService(Mediator.class)
@XmlRootElement(name = "scatter-gather")
public final class ScatterGather extends Mediator {
    @Allowed({"true", "false"})
    @XmlAttribute(name = "parallel-execution")
    private @Nullable String parallelExecution;

    @XmlAttribute
    private @Nullable String target;

    @XmlAttribute(name = "target-variable")
    private @Nullable String targetVariable;

    @XmlAttribute(name = "result-target")
    private @Nullable String resultTarget;

    @Allowed(
            value = {"JSON", "XML"},
            otherwise = Severity.ERROR)
    @XmlAttribute(name = "result-content-type")
    private @Nullable String resultContentType;

    @Allowed(
            value = {"JSON", "XML"},
            otherwise = Severity.ERROR)
    @XmlAttribute(name = "content-type")
    private @Nullable String contentType;

    @XmlAttribute(name = "result-enclosing-element")
    private @Nullable String resultEnclosingElement;

    @XmlAttribute(name = "root-element")
    private @Nullable String rootElement;

    @XmlElement
    private @Nullable Aggregation aggregation;

    @XmlElement(name = "sequence")
    private final List<Sequence> sequences = new ArrayList<>();

    /** Whether the sequences do not wait for each other. */
    public boolean parallel() {
        return !"false".equalsIgnoreCase(parallelExecution);
    }

    /** Whether the result goes to a variable, else into the body. */
    public boolean toVariable() {
        return variable().isPresent()
                || "variable".equalsIgnoreCase(target)
                || "variable".equalsIgnoreCase(resultTarget);
    }

    /** The variable that the result goes to. */
    public Optional<String> variable() {
        if ("body".equalsIgnoreCase(target)) {
            return Optional.empty();
        }
        return Optional.ofNullable(targetVariable).or(() -> Optional.ofNullable(resultTarget)
                .filter(text -> !"body".equalsIgnoreCase(text) && !"variable".equalsIgnoreCase(text)));
    }

    /** Whether the result is XML, else a JSON array. */
    public boolean xmlResult() {
        return "XML".equalsIgnoreCase(Optional.ofNullable(resultContentType).orElse(contentType));
    }

    /** The element around an XML result. */
    public Optional<String> enclosingElement() {
        return Optional.ofNullable(resultEnclosingElement).or(() -> Optional.ofNullable(rootElement));
    }

    /** What is taken of each copy, and when it is enough. */
    public Optional<Aggregation> aggregation() {
        return Optional.ofNullable(aggregation);
    }

    /** What runs. */
    public List<Sequence> sequences() {
        return sequences;
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(sequences);
        aggregation().ifPresent(all::add);
        return all;
    }

    /** What is taken of each copy, and when it is enough. */
    public static final class Aggregation extends SynapseNode {
        @XmlAttribute
        private @Nullable String expression;

        @XmlAttribute(name = "value-to-aggregate")
        private @Nullable String valueToAggregate;

        @XmlAttribute
        private @Nullable String condition;

        @XmlAttribute
        private @Nullable String timeout;

        @XmlAttribute(name = "min-messages")
        private @Nullable String minMessages;

        @XmlAttribute(name = "max-messages")
        private @Nullable String maxMessages;

        /** What is taken; the content where nothing is said. */
        public Optional<String> expression() {
            return Optional.ofNullable(expression).or(() -> Optional.ofNullable(valueToAggregate));
        }

        /** Which copies count. */
        public Optional<String> condition() {
            return Optional.ofNullable(condition);
        }

        /** Milliseconds after which what has come is all; a number or expression. */
        public Optional<String> timeout() {
            return Optional.ofNullable(timeout);
        }

        /** How many are enough; a number or expression. */
        public Optional<String> minMessages() {
            return Optional.ofNullable(minMessages);
        }

        /** How many are enough as well; a number or expression. */
        public Optional<String> maxMessages() {
            return Optional.ofNullable(maxMessages);
        }
    }
}
