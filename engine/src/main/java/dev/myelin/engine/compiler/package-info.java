/**
 * Synapse model to Camel route definitions; the only package that knows both.
 */
@NullMarked
package dev.myelin.engine.compiler;

import org.jspecify.annotations.NullMarked;
