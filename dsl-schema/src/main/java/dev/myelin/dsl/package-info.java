/**
 * The language of Myelin: what a user's XML says, and what is wrong with it.
 *
 * <p>Start reading at {@link dev.myelin.dsl.Project}: all artefacts of a configuration, read from {@link
 * dev.myelin.dsl.SourceFile}s by {@code dev.myelin.dsl.read}, as objects of {@code dev.myelin.dsl.model}. Every finding
 * is a {@link dev.myelin.dsl.Diagnostic}; reading never stops at the first.
 */
@NullMarked
package dev.myelin.dsl;

import org.jspecify.annotations.NullMarked;
