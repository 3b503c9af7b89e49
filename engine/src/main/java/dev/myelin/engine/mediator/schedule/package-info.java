/**
 * What happens at set times: a {@link dev.myelin.engine.mediator.schedule.Ticker} runs a job as a {@link
 * dev.myelin.engine.mediator.schedule.Schedule} says. No thread waits, and nothing of it is loaded when nothing is due.
 */
@NullMarked
package dev.myelin.engine.mediator.schedule;

import org.jspecify.annotations.NullMarked;
