/**
 * How Camel runs our routes: the same results as with Camel's own parts, at less cost for each node.
 *
 * <p>Start reading at {@link dev.myelin.engine.deploy.routing.LeanRouting}.
 */
@NullMarked
package dev.myelin.engine.deploy.routing;

import org.jspecify.annotations.NullMarked;
