/**
 * The commands of {@code bin/myelin} and of {@code bin/start.sh}.
 */
@NullMarked
package dev.myelin.engine.cli;

import org.jspecify.annotations.NullMarked;
