/**
 * FreeMarker templates of {@code payloadFactory}: the payload, properties, headers, variables and arguments of a message
 * as FreeMarker sees them. Start reading at {@link dev.myelin.engine.mediator.freemarker.FreeMarkerText}.
 */
@NullMarked
package dev.myelin.engine.mediator.freemarker;

import org.jspecify.annotations.NullMarked;
