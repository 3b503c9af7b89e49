/**
 * From bytes to the model: XML with positions, checks against what the model declares, JAXB.
 *
 * <p>Start reading at {@link dev.myelin.dsl.read.ProjectReader}.
 */
@NullMarked
package dev.myelin.dsl.read;

import org.jspecify.annotations.NullMarked;
