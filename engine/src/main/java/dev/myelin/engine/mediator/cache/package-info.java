/**
 * What {@code cache} does: {@link dev.myelin.engine.mediator.cache.CacheLookup} where requests come by, {@link
 * dev.myelin.engine.mediator.cache.CacheCollector} where responses do, {@link
 * dev.myelin.engine.mediator.cache.ResponseCache} between them.
 */
@NullMarked
package dev.myelin.engine.mediator.cache;

import org.jspecify.annotations.NullMarked;
