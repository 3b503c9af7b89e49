/**
 * {@code <enrich>} at run time: a source yields {@link dev.myelin.engine.mediator.enrich.Content}, a target takes it.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.enrich.EnrichMediator}.
 */
@NullMarked
package dev.myelin.engine.mediator.enrich;

import org.jspecify.annotations.NullMarked;
