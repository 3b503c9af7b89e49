/**
 * Tasks: messages that sequences and proxies get at set times. Start reading at {@link
 * dev.myelin.engine.mediator.task.Tasks}.
 */
@NullMarked
package dev.myelin.engine.mediator.task;

import org.jspecify.annotations.NullMarked;
