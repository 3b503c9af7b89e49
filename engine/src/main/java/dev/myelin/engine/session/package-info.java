/**
 * WebSocket sessions: states, ids, close causes, and the registry of live connections with their groups and labels. Start
 * reading at {@link dev.myelin.engine.session.SessionRegistry}; who wants to hear of sessions is a {@link
 * dev.myelin.engine.session.SessionListener}.
 */
@NullMarked
package dev.myelin.engine.session;

import org.jspecify.annotations.NullMarked;
