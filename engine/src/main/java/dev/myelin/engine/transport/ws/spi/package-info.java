/**
 * What a plug-in in {@code lib/} implements to see the frames of an inbound endpoint.
 */
@NullMarked
package dev.myelin.engine.transport.ws.spi;

import org.jspecify.annotations.NullMarked;
