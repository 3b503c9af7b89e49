/**
 * The message: payload with lazy views, property scopes, faults, and the seams between transports and sequences.
 *
 * <p>Start reading at {@link dev.myelin.engine.message.MessageContext} (one an exchange) and {@link
 * dev.myelin.engine.message.Payload}.
 */
@NullMarked
package dev.myelin.engine.message;

import org.jspecify.annotations.NullMarked;
