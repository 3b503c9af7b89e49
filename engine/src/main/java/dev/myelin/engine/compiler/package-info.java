/**
 * Synapse model to Camel route definitions; the only package that knows both.
 *
 * <p>Start reading at {@link dev.myelin.engine.compiler.ProjectCompiler}. A mediator is one {@link
 * dev.myelin.engine.compiler.MediatorCompiler}, found by {@link java.util.ServiceLoader}; adding one touches nothing else.
 * Transports that are Camel components are lines of {@code CamelTransports}: the protocol of an inbound endpoint and the URI
 * that its messages come from, the scheme of an address and the Camel URI that it stands for.
 */
@NullMarked
package dev.myelin.engine.compiler;

import org.jspecify.annotations.NullMarked;
