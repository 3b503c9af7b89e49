package dev.myelin.engine.expression;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads one property, header or URL parameter of a message; null when it is not there. */
interface PropertyRead {
    @Nullable
    Object read(Exchange exchange);
}
