/**
 * A Synapse expression ({@code ${...}}) as a tree that is evaluated for each message. What the names in it mean comes
 * from above, as {@link dev.myelin.engine.expression.tree.Source}. Start reading at {@link
 * dev.myelin.engine.expression.tree.Node}.
 */
@NullMarked
package dev.myelin.engine.expression.tree;

import org.jspecify.annotations.NullMarked;
