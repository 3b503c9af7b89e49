/**
 * The Camel component {@code ws}/{@code wss}: listeners, handshake, frames, sessions' legs, back-end connections.
 */
@NullMarked
package dev.myelin.engine.transport.ws;

import org.jspecify.annotations.NullMarked;
