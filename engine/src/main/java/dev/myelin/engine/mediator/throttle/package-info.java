/**
 * What {@code throttle} does. Start reading at {@link dev.myelin.engine.mediator.throttle.ThrottleMediator}; {@link
 * dev.myelin.engine.mediator.throttle.PolicyReader} makes {@link dev.myelin.engine.mediator.throttle.Limits} of a policy.
 */
@NullMarked
package dev.myelin.engine.mediator.throttle;

import org.jspecify.annotations.NullMarked;
