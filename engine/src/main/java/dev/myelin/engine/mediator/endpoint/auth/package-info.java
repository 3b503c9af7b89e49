/**
 * What {@code http} endpoints show back-ends: names, passwords, tokens.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.endpoint.auth.Credentials}. Nothing here writes a secret to the log.
 */
@NullMarked
package dev.myelin.engine.mediator.endpoint.auth;

import org.jspecify.annotations.NullMarked;
