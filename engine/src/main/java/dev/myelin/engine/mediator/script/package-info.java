/**
 * {@code <script>} at run time: JavaScript by Rhino without access to Java, and Groovy, on a worker, with limits on time and memory.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.script.ScriptMediator}; {@link
 * dev.myelin.engine.mediator.script.JavaScript} is a compiled script, {@link
 * dev.myelin.engine.mediator.script.MessageObject} what scripts know as {@code mc}.
 */
@NullMarked
package dev.myelin.engine.mediator.script;

import org.jspecify.annotations.NullMarked;
