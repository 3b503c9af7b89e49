package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.engine.mediator.SequenceComponent;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.ToDefinition;

/** {@code <sequence key="...">}: runs a named sequence, or one inside in place. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class SequenceRefCompiler implements MediatorCompiler<Sequence> {
    @Override
    public Class<Sequence> type() {
        return Sequence.class;
    }

    @Override
    public void compile(Sequence mediator, MediatorScope scope) {
        String key = mediator.key().orElse("");
        if (key.isBlank()) {
            scope.error(mediator, "MYL-2031", "sequence: no key (expected: key=\"NAME\" inside a sequence)", "");
        } else if (Reference.isDynamic(key)) {
            scope.dynamicKey(key, mediator).ifPresent(name -> {
                var value = Nodes.expression(name.source(), Nodes.text(name::text));
                scope.add(
                        new SetPropertyDefinition(SequenceComponent.DYNAMIC_KEY, value),
                        scope.id("sequence-name"),
                        mediator);
                scope.add(new ToDefinition("sequence:" + SequenceComponent.DYNAMIC), scope.id("sequence"), mediator);
            });
        } else {
            scope.add(new ToDefinition(SequenceComponent.uri(key)), scope.id("sequence"), mediator);
        }
    }
}
