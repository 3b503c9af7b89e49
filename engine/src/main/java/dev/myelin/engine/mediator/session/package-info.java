/**
 * What is said of the WebSocket session that a message belongs to: its groups and labels. Start reading at {@link
 * dev.myelin.engine.mediator.session.JoinMediator}.
 */
@NullMarked
package dev.myelin.engine.mediator.session;

import org.jspecify.annotations.NullMarked;
