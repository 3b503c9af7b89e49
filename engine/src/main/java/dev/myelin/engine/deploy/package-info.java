/**
 * Reads folders, compiles, applies, reports.
 */
@NullMarked
package dev.myelin.engine.deploy;

import org.jspecify.annotations.NullMarked;
