/**
 * What serverless functions are called with and answer: one JSON object that holds an HTTP request or answer; and what
 * back-ends are told of handshakes.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.function.FunctionRequestMediator}. The call itself is that of any
 * HTTP back-end.
 */
@NullMarked
package dev.myelin.engine.mediator.function;

import org.jspecify.annotations.NullMarked;
