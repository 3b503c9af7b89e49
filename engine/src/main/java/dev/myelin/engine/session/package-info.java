/**
 * WebSocket sessions: states, ids, close causes, and the registry of live connections.
 */
@NullMarked
package dev.myelin.engine.session;

import org.jspecify.annotations.NullMarked;
