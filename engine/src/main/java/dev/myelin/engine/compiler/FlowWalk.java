package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Branch;
import dev.myelin.dsl.model.Call;
import dev.myelin.dsl.model.CallTemplate;
import dev.myelin.dsl.model.ConditionalRouter;
import dev.myelin.dsl.model.Drop;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.Filter;
import dev.myelin.dsl.model.FlowTarget;
import dev.myelin.dsl.model.In;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.MediatorList;
import dev.myelin.dsl.model.Out;
import dev.myelin.dsl.model.PropertyGroup;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Respond;
import dev.myelin.dsl.model.Send;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.Switch;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.model.Template;
import dev.myelin.dsl.model.Throttle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Follows what a sequence runs for the messages of one {@link Variant}: through nested sequences and templates, and into
 * the branches of {@code filter}, {@code switch}, {@code in} and {@code out} that these messages take. Where that depends
 * on the message, into all of them.
 */
final class FlowWalk {
    private final Project project;
    private final Variant variant;
    private final Visitor visitor;
    private final Deque<String> running = new ArrayDeque<>();

    /** Is shown what runs, in order. */
    interface Visitor {
        /** A mediator that holds no others; what a template runs follows its call. */
        void step(String sequence, Mediator mediator);

        /** Something that only the message, or the time of running, decides; its branches follow. */
        void undecided(String sequence, Mediator mediator);

        /** A sequence that is not there. */
        void missing(String sequence);

        /** An endpoint that something else than {@code send} and {@code call} sends to; shown behind its mediator. */
        default void target(String sequence, Mediator mediator, Endpoint endpoint) {}

        /** A sequence that an expression names, in a mediator that was shown already. */
        default void anything(String sequence, Mediator mediator) {}
    }

    FlowWalk(Project project, Variant variant, Visitor visitor) {
        this.project = project;
        this.variant = variant;
        this.visitor = visitor;
    }

    /** Follows a named sequence. */
    void follow(String sequence) {
        named(sequence);
    }

    /** Whether the message's flow ends within the sequence, whatever the message is. */
    private boolean named(String name) {
        Sequence sequence = project.sequences().get(name);
        if (sequence == null) {
            visitor.missing(name);
            return true;
        }
        running.push(name);
        boolean ends = all(name, sequence.mediators());
        running.pop();
        return ends;
    }

    private boolean all(String sequence, List<Mediator> mediators) {
        for (Mediator mediator : mediators) {
            if (one(sequence, mediator)) {
                return true;
            }
        }
        return false;
    }

    private boolean one(String sequence, Mediator mediator) {
        if (mediator instanceof Sequence inner) {
            return nested(sequence, inner);
        }
        if (mediator instanceof Filter filter) {
            return filter(sequence, filter);
        }
        if (mediator instanceof Switch choice) {
            return choice(sequence, choice);
        }
        if (mediator instanceof In in) {
            return direction(sequence, in, in.mediators(), Variant.MESSAGE);
        }
        if (mediator instanceof Out out) {
            return direction(sequence, out, out.mediators(), Variant.REPLY);
        }
        if (mediator instanceof CallTemplate call) {
            return template(sequence, call);
        }
        if (mediator instanceof PropertyGroup group) {
            group.properties().forEach(property -> visitor.step(sequence, property));
            return false;
        }
        visitor.step(sequence, mediator);
        if (!(mediator instanceof Send) && !(mediator instanceof Call)) {
            inside(sequence, mediator, mediator);
        }
        return mediator instanceof Drop || mediator instanceof Respond;
    }

    /** What holds others in its own way, such as {@code cache} or {@code clone}: any of them may run. */
    private void inside(String sequence, Mediator holder, SynapseNode node) {
        if (isNamedByExpression(node)) {
            visitor.anything(sequence, holder);
        }
        for (Reference reference : node.references()) {
            String name = reference.name();
            if (reference.kind() == Reference.Kind.SEQUENCE && !running.contains(name)) {
                named(name);
            } else if (reference.kind() == Reference.Kind.ENDPOINT
                    && project.endpoints().containsKey(name)) {
                visitor.target(sequence, holder, project.endpoints().get(name));
            }
        }
        for (SynapseNode child : node.children()) {
            if (child instanceof Sequence inner && inner.key().isEmpty()) {
                all(sequence, inner.mediators());
            } else if (child instanceof Mediator mediator) {
                one(sequence, mediator);
            } else if (child instanceof Endpoint endpoint) {
                visitor.target(sequence, holder, endpoint);
            } else {
                inside(sequence, holder, child);
            }
        }
    }

    private static boolean isNamedByExpression(SynapseNode node) {
        Stream<String> names = Stream.empty();
        if (node instanceof FlowTarget target) {
            names = Stream.of(target.sequenceName(), target.endpointName()).flatMap(Optional::stream);
        } else if (node instanceof ConditionalRouter.Target target) {
            names = target.sequenceName().stream();
        } else if (node instanceof Throttle throttle) {
            names = Stream.of(throttle.acceptSequence(), throttle.rejectSequence())
                    .flatMap(Optional::stream);
        }
        return names.anyMatch(Reference::isDynamic);
    }

    private boolean nested(String sequence, Sequence inner) {
        String key = inner.key().orElse("");
        if (key.isBlank() || Reference.isDynamic(key) || running.contains(key)) {
            visitor.undecided(sequence, inner);
            return false;
        }
        return named(key);
    }

    /** What turns a message round is a mediator that the visitor is shown; at the handshake nobody minds those. */
    private boolean direction(String sequence, Mediator mediator, List<Mediator> inside, Variant wanted) {
        if (variant == wanted) {
            return all(sequence, inside);
        }
        if (variant != Variant.MESSAGE && variant != Variant.REPLY) {
            visitor.undecided(sequence, mediator);
            all(sequence, inside);
        }
        return false;
    }

    private boolean template(String sequence, CallTemplate call) {
        String name = call.target();
        Template template = project.templates().get(name);
        String label = "template/" + name;
        if (template == null || running.contains(label)) {
            visitor.undecided(sequence, call);
            return false;
        }
        visitor.step(sequence, call);
        running.push(label);
        boolean ends =
                all(label, template.sequence().map(MediatorList::mediators).orElse(List.of()));
        running.pop();
        return ends;
    }

    private boolean filter(String sequence, Filter filter) {
        Optional<Boolean> holds = holds(filter);
        if (holds.isEmpty()) {
            visitor.undecided(sequence, filter);
            boolean thenEnds = then(sequence, filter);
            return otherwise(sequence, filter) && thenEnds;
        }
        return holds.get() ? then(sequence, filter) : otherwise(sequence, filter);
    }

    private boolean then(String sequence, Filter filter) {
        return filter.then().map(branch -> branch(sequence, branch)).orElseGet(() -> all(sequence, filter.mediators()));
    }

    private boolean otherwise(String sequence, Filter filter) {
        return filter.otherwise().map(branch -> branch(sequence, branch)).orElse(false);
    }

    private boolean branch(String sequence, Branch branch) {
        return branch.sequence().map(this::named).orElseGet(() -> all(sequence, branch.mediators()));
    }

    private Optional<Boolean> holds(Filter filter) {
        if (filter.xpath().isPresent()) {
            return EventFolding.fold(filter.xpath().get(), variant).map(FoldedValue::holds);
        }
        return filter.source()
                .flatMap(source -> EventFolding.fold(source, variant))
                .flatMap(value -> filter.regex().flatMap(regex -> matches(value, regex)));
    }

    private boolean choice(String sequence, Switch choice) {
        Optional<FoldedValue> source = EventFolding.fold(choice.source(), variant);
        boolean decided = source.isPresent();
        for (Switch.Case one : choice.cases()) {
            Optional<Boolean> taken = source.flatMap(value -> matches(value, one.regex()));
            decided &= taken.isPresent();
            if (decided && taken.get()) {
                return all(sequence, one.mediators());
            }
        }
        if (!decided && !choice.cases().isEmpty()) {
            visitor.undecided(sequence, choice);
            choice.cases().forEach(one -> all(sequence, one.mediators()));
        }
        boolean defaultEnds =
                choice.otherwise().map(list -> all(sequence, list.mediators())).orElse(false);
        return decided && defaultEnds;
    }

    /** Empty for a regular expression that is none, which the compiler of the mediator reports. */
    private static Optional<Boolean> matches(FoldedValue value, String regex) {
        try {
            return Optional.of(Pattern.compile(regex).matcher(value.text()).matches());
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }
}
