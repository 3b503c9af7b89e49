/**
 * Messages that become several, and several that become one.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.flow.Parts}: the messages that were made of one, on their way.
 * Each is an exchange of its own; the one that they were made of waits until all have ended.
 */
@NullMarked
package dev.myelin.engine.mediator.flow;

import org.jspecify.annotations.NullMarked;
