/**
 * What Myelin adds to Log4j2: a queue that never makes anybody wait. Start reading at {@link
 * dev.myelin.engine.deploy.logging.LogQueue}.
 */
@NullMarked
package dev.myelin.engine.deploy.logging;

import org.jspecify.annotations.NullMarked;
