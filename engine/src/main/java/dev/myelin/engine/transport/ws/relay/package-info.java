/**
 * The relay tier: two connections that exchange bytes, of which only frame headers and control frames are read. Start at
 * {@link dev.myelin.engine.transport.ws.relay.Relay}.
 */
@NullMarked
package dev.myelin.engine.transport.ws.relay;

import org.jspecify.annotations.NullMarked;
