/**
 * Mediators that transform or check the message by a text of its own: {@code xslt}, {@code fastXSLT}, {@code xquery},
 * {@code validate}, {@code jsontransform}.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.transform.TransformMediator}: when the work is done in place, and
 * when on a worker. {@link dev.myelin.engine.message.XmlTrees#processor} keeps stylesheets and queries from reading anything but
 * the message.
 */
@NullMarked
package dev.myelin.engine.mediator.transform;

import org.jspecify.annotations.NullMarked;
