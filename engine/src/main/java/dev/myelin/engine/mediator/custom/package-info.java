/**
 * {@code <class>} at run time: finds the classes of {@code lib/}, sets their properties, runs them on workers.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.custom.ClassMediator}.
 */
@NullMarked
package dev.myelin.engine.mediator.custom;

import org.jspecify.annotations.NullMarked;
