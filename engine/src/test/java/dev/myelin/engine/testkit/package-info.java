/**
 * What integration tests share: engines on free ports ({@link dev.myelin.engine.testkit.EngineHarness}), what they log
 * ({@link dev.myelin.engine.testkit.LogCapture}).
 */
@NullMarked
package dev.myelin.engine.testkit;

import org.jspecify.annotations.NullMarked;
