/**
 * {@code <rewrite>} at run time.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.rewrite.RewriteMediator}: an address is taken apart into {@link
 * dev.myelin.engine.mediator.rewrite.Address}, rules change its parts.
 */
@NullMarked
package dev.myelin.engine.mediator.rewrite;

import org.jspecify.annotations.NullMarked;
