/**
 * Synapse model to Camel route definitions; the only package that knows both.
 *
 * <p>Start reading at {@link dev.myelin.engine.compiler.ProjectCompiler}. A mediator is one {@link
 * dev.myelin.engine.compiler.MediatorCompiler}, found by {@link java.util.ServiceLoader}; adding one touches nothing else.
 */
@NullMarked
package dev.myelin.engine.compiler;

import org.jspecify.annotations.NullMarked;
