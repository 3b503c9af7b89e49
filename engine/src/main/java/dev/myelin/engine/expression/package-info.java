/**
 * The Camel language {@code synapse}: XPath, {@code json-eval(...)}, properties; compiled once.
 */
@NullMarked
package dev.myelin.engine.expression;

import org.jspecify.annotations.NullMarked;
