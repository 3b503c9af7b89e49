/**
 * Back-ends that the samples and the default configuration talk to: small, on Netty, strictly in order.
 *
 * <p>Start reading at {@link dev.myelin.samples.EchoBackend}. None of them depends on the engine.
 */
@NullMarked
package dev.myelin.samples;

import org.jspecify.annotations.NullMarked;
