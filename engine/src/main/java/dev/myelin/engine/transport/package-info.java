/**
 * What the transports share: event loops and listening ports.
 */
@NullMarked
package dev.myelin.engine.transport;

import org.jspecify.annotations.NullMarked;
