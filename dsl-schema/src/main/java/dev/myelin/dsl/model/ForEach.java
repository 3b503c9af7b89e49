package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sequence for each thing that is found in the message and puts the results in their places. With {@link
 * #expression()} the first version of MI, one after the other in the message itself; with {@link #collection()} the
 * second, each in a message of its own.
 */
@AutoService(Mediator.class)
@XmlRootElement(name = "foreach")
public final class ForEach extends Mediator {
    @XmlAttribute
    private @Nullable String id;

    @XmlAttribute
    private @Nullable String expression;

    @XmlAttribute(name = "sequence")
    private @Nullable String sequenceName;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String continueLoopOnFailure;

    @XmlAttribute
    private @Nullable String version;

    @XmlAttribute
    private @Nullable String collection;

    @Allowed({"true", "false"})
    @XmlAttribute(name = "parallel-execution")
    private @Nullable String parallelExecution;

    @Allowed({"true", "false"})
    @XmlAttribute(name = "update-original")
    private @Nullable String updateOriginal;

    @Allowed({"true", "false"})
    @XmlAttribute(name = "continue-without-aggregation")
    private @Nullable String continueWithoutAggregation;

    @XmlAttribute(name = "counter-variable")
    private @Nullable String counterVariable;

    @XmlAttribute(name = "target-variable")
    private @Nullable String targetVariable;

    @XmlAttribute(name = "result-target")
    private @Nullable String resultTarget;

    @XmlAttribute(name = "result-type")
    private @Nullable String resultType;

    @XmlAttribute(name = "result-content-type")
    private @Nullable String resultContentType;

    @XmlAttribute(name = "result-enclosing-element")
    private @Nullable String resultEnclosingElement;

    @XmlElement
    private @Nullable Sequence sequence;

    /** What the names of its properties begin with. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** What finds the parts, in the first version. */
    public Optional<String> expression() {
        return Optional.ofNullable(expression);
    }

    /** The named sequence that runs. */
    public Optional<String> sequenceName() {
        return Optional.ofNullable(sequenceName);
    }

    /** Whether a part that fails stays as it was. */
    public boolean continueLoopOnFailure() {
        return "true".equalsIgnoreCase(continueLoopOnFailure);
    }

    /** What finds the parts, in the second version. */
    public Optional<String> collection() {
        return Optional.ofNullable(collection);
    }

    /** Whether parts do not wait for each other. */
    public boolean parallel() {
        return !"false".equalsIgnoreCase(parallelExecution);
    }

    /** The variable that the results go to; none where they take the places of the parts. */
    public Optional<String> variable() {
        Optional<String> named = Optional.ofNullable(targetVariable)
                .or(() -> Optional.ofNullable(resultTarget).filter(text -> !"body".equalsIgnoreCase(text)));
        return "true".equalsIgnoreCase(updateOriginal) ? Optional.empty() : named;
    }

    /** Whether the message goes on without the results. */
    public boolean continueWithoutAggregation() {
        return "true".equalsIgnoreCase(continueWithoutAggregation);
    }

    /** The variable that counts the parts, from 0. */
    public Optional<String> counterVariable() {
        return Optional.ofNullable(counterVariable);
    }

    /** Whether the results in the variable are XML, else a JSON array. */
    public boolean xmlResult() {
        return "XML".equalsIgnoreCase(Optional.ofNullable(resultContentType).orElse(resultType));
    }

    /** The element around XML results. */
    public Optional<String> resultEnclosingElement() {
        return Optional.ofNullable(resultEnclosingElement);
    }

    /** The sequence inside. */
    public Optional<Sequence> sequence() {
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
