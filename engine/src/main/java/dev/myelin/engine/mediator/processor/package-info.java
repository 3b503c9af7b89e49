/**
 * Message processors: they take messages from a store and send them to an endpoint, run a sequence with them, or move them
 * to another store.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.processor.MessageProcessors}. What a processor runs are sequences
 * that the compiler made: {@link dev.myelin.engine.mediator.processor.ProcessorSettings#sequence}.
 */
@NullMarked
package dev.myelin.engine.mediator.processor;

import org.jspecify.annotations.NullMarked;
