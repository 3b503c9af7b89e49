/**
 * What {@code dblookup} and {@code dbreport} do. Start reading at {@link
 * dev.myelin.engine.mediator.database.DatabaseMediator}.
 */
@NullMarked
package dev.myelin.engine.mediator.database;

import org.jspecify.annotations.NullMarked;
