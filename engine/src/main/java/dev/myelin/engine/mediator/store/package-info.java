/**
 * Message stores: messages that wait in memory until a message processor takes them.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.store.MessageStore}.
 */
@NullMarked
package dev.myelin.engine.mediator.store;

import org.jspecify.annotations.NullMarked;
