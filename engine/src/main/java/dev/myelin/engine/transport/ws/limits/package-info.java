/**
 * What keeps the WebSocket side within its bounds: how many may connect, how long sessions live, what is buffered.
 *
 * <p>Start reading at {@link dev.myelin.engine.transport.ws.limits.Admission} and
 * {@link dev.myelin.engine.transport.ws.limits.SessionTimers}.
 */
@NullMarked
package dev.myelin.engine.transport.ws.limits;

import org.jspecify.annotations.NullMarked;
