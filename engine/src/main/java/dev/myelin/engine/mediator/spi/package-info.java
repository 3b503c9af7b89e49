/**
 * What a class of {@code lib/} implements to be run by {@code <class name="..."/>}.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.spi.Mediation}.
 */
@NullMarked
package dev.myelin.engine.mediator.spi;

import org.jspecify.annotations.NullMarked;
