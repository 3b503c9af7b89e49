package dev.myelin.engine.mediator.spi;

/**
 * A mediator in Java. It needs a public constructor without arguments. A {@code <property name="limit" value="5"/>}
 * calls {@code setLimit} once, before the first message, with the value as {@code String}, {@code int}, {@code long},
 * {@code double} or {@code boolean}; one with an expression calls it before each message, on an instance that only that
 * message has. Without such properties one instance serves all messages, from several threads at a time.
 */
@FunctionalInterface
public interface Mediation {
    /**
     * Does its work, on a worker thread: it may block.
     *
     * @return whether the flow goes on behind the mediator
     * @throws Exception what goes wrong: the fault sequence runs
     */
    boolean mediate(MediationMessage message) throws Exception;
}
