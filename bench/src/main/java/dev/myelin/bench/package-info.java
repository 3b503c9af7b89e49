/**
 * JMH benchmarks of the engine's parts, and the programs that {@code bench/compare.sh} measures the engine against.
 */
@NullMarked
package dev.myelin.bench;

import org.jspecify.annotations.NullMarked;
