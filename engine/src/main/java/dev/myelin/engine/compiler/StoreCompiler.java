package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Store;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.store.StoreMediator;
import dev.myelin.engine.mediator.store.StoreTable;
import org.apache.camel.model.ToDefinition;

/** {@code <store>}: the sequence that is run first, and the mediator. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class StoreCompiler implements MediatorCompiler<Store> {
    @Override
    public Class<Store> type() {
        return Store.class;
    }

    @Override
    public void compile(Store mediator, MediatorScope scope) {
        mediator.sequence()
                .ifPresent(name ->
                        scope.add(new ToDefinition(SequenceComponent.uri(name)), scope.id("sequence"), mediator));
        scope.text(mediator.messageStore(), mediator).ifPresent(name -> {
            StoreTable stores = StoreTable.of(scope.settings().context());
            scope.process("store", new StoreMediator(name, stores), "put into " + mediator.messageStore(), mediator);
        });
    }
}
