/**
 * What a mediator does at run time, one class a mediator.
 */
@NullMarked
package dev.myelin.engine.mediator;

import org.jspecify.annotations.NullMarked;
