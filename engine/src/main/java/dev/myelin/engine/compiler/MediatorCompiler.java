package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Mediator;

/**
 * Turns one kind of mediator into nodes of a Camel route. Implementations are found by {@link java.util.ServiceLoader}
 * ({@code @AutoService(MediatorCompiler.class)}) and have no state.
 *
 * @param <M> the mediator's model class
 */
public interface MediatorCompiler<M extends Mediator> {
    /** The model class. */
    Class<M> type();

    /** Adds the nodes for {@code mediator} to the scope's route; reports what is wrong with it instead of throwing. */
    void compile(M mediator, MediatorScope scope);
}
