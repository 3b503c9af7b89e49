/**
 * The engine: the compiler, the transports, the runtime, the commands.
 *
 * <p>Packages from bottom to top, imports never pointing upwards: config, message, expression, session, transport,
 * transport.ws, transport.http, mediator, compiler, deploy, cli. Start reading at {@link dev.myelin.engine.Main}.
 */
@NullMarked
package dev.myelin.engine;

import org.jspecify.annotations.NullMarked;
