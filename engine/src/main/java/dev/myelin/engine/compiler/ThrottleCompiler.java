package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.MediatorList;
import dev.myelin.dsl.model.Throttle;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.throttle.Limits;
import dev.myelin.engine.mediator.throttle.PolicyReader;
import dev.myelin.engine.mediator.throttle.PolicyReader.WrongPolicyException;
import dev.myelin.engine.mediator.throttle.ThrottleGroup;
import dev.myelin.engine.mediator.throttle.ThrottleMediator;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.Optional;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ToDefinition;

/** {@code <throttle>}: the policy is read here, once; Camel's {@code choice} runs what is accepted and what is rejected. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class ThrottleCompiler implements MediatorCompiler<Throttle> {
    private static final String WRONG_POLICY = "MYL-2101";
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public Class<Throttle> type() {
        return Throttle.class;
    }

    @Override
    public void compile(Throttle mediator, MediatorScope scope) {
        if (mediator.policy().isEmpty() && mediator.id().isEmpty()) {
            scope.error(mediator, "MYL-2031", "throttle: no policy and no id (expected: one of them)", "");
            return;
        }
        String id = scope.id("throttle");
        Optional<Keyed<Limits>> limits = mediator.policy().flatMap(policy -> limits(policy, scope));
        String groupId = mediator.id().orElse(id);
        ThrottleGroup group = scope.shared(ThrottleGroup.class, groupId, ThrottleGroup::new);
        ThrottleMediator throttle = new ThrottleMediator(limits, group, groupId, id);
        scope.process("throttle", throttle, "count in group " + groupId, mediator);
        ChoiceDefinition choice = scope.add(new ChoiceDefinition(), id, mediator);
        var rejected = Conditions.when(Nodes.predicate("too many", throttle.rejected()), id + "-reject");
        choice.addOutput(rejected);
        reject(mediator, scope.branch(rejected, choice));
        if (mediator.acceptSequence().isPresent() || mediator.onAccept().isPresent()) {
            var accepted = Conditions.otherwise(id + "-accept");
            choice.addOutput(accepted);
            run(mediator, mediator.acceptSequence(), mediator.onAccept(), scope.branch(accepted, choice));
        }
    }

    private static void reject(Throttle mediator, MediatorScope scope) {
        if (mediator.rejectSequence().isPresent() || mediator.onReject().isPresent()) {
            run(mediator, mediator.rejectSequence(), mediator.onReject(), scope);
            return;
        }
        String text = "throttle" + mediator.id().map(id -> " " + id).orElse("") + ": too many messages";
        scope.process(
                "throttled",
                exchange -> {
                    throw Fault.of(ErrorCode.MEDIATION, text).withHttpStatus(TOO_MANY_REQUESTS);
                },
                "a fault with status 429",
                mediator);
    }

    private static void run(
            Throttle mediator, Optional<String> sequence, Optional<MediatorList> inside, MediatorScope scope) {
        if (sequence.isPresent()) {
            scope.add(new ToDefinition(SequenceComponent.uri(sequence.get())), scope.id("sequence"), mediator);
        } else {
            inside.ifPresent(list -> scope.compile(list.mediators()));
        }
    }

    private static Optional<Keyed<Limits>> limits(Throttle.Policy policy, MediatorScope scope) {
        if (policy.key().isPresent()) {
            return ResourceKeys.keyed(policy.key().get(), policy, scope, PolicyReader::read);
        }
        try {
            Limits limits = PolicyReader.read(policy.content());
            return Optional.of(
                    new Keyed<Limits>(exchange -> "", key -> Optional.empty(), PolicyReader::read).with("", limits));
        } catch (WrongPolicyException wrong) {
            SourceLocation where = policy.placeOf(wrong.element());
            scope.error(where, WRONG_POLICY, String.valueOf(wrong.getMessage()), "");
            return Optional.empty();
        }
    }
}
