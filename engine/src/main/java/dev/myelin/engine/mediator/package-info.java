/**
 * What a mediator does at run time, one class a mediator.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.SequenceTable}: sequences by name, looked up for each message.
 * The other classes are the processors that compiled routes hold where no EIP of Camel has the meaning.
 */
@NullMarked
package dev.myelin.engine.mediator;

import org.jspecify.annotations.NullMarked;
