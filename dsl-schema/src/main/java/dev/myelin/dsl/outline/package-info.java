/**
 * The model seen as elements with attributes and children again, for whoever shows it and does not care which kinds of
 * mediator there are. Start reading at {@link dev.myelin.dsl.outline.Outline}.
 */
@NullMarked
package dev.myelin.dsl.outline;

import org.jspecify.annotations.NullMarked;
