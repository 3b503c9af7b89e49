/**
 * A load generator for WebSocket servers and gateways in front of an echo: closed loop, open loop, idle connections,
 * connect-and-close cycles. It checks the content and the order of everything that comes back.
 *
 * <p>Start reading at {@link dev.myelin.bench.load.RelayLoad}.
 */
@NullMarked
package dev.myelin.bench.load;

import org.jspecify.annotations.NullMarked;
