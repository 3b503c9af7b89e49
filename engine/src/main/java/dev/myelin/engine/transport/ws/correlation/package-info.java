/**
 * What tells requests and replies apart that share the connections of a WebSocket back-end. Start at {@link
 * dev.myelin.engine.transport.ws.correlation.Dialect}.
 */
@org.jspecify.annotations.NullMarked
package dev.myelin.engine.transport.ws.correlation;
