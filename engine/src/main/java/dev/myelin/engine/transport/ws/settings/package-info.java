/**
 * What a WebSocket inbound endpoint is set to. Begin with {@link dev.myelin.engine.transport.ws.settings.InboundSettings};
 * {@code InboundParameters} reads it from parameters and says what is wrong with each.
 */
@NullMarked
package dev.myelin.engine.transport.ws.settings;

import org.jspecify.annotations.NullMarked;
