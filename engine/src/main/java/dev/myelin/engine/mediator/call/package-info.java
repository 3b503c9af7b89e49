/**
 * Calls that send something other than the message, or put the reply elsewhere than in its place: {@code call} with a source
 * or target, {@code callout}, the operations of the HTTP connector. Start reading at {@link
 * dev.myelin.engine.mediator.call.CallMediator}.
 */
@NullMarked
package dev.myelin.engine.mediator.call;

import org.jspecify.annotations.NullMarked;
