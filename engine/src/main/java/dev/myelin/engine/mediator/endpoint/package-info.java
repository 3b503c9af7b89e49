/**
 * Synapse endpoints at run time: looked up by name for each message, with their state after failures.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.endpoint.EndpointTable}, then {@code EndpointProducer}.
 */
@NullMarked
package dev.myelin.engine.mediator.endpoint;

import org.jspecify.annotations.NullMarked;
