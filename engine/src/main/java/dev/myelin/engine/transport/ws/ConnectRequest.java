package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * What the opening handshake with a back-end is to say.
 *
 * @param target where to
 * @param subprotocols what to offer, best first
 * @param headers further request headers
 * @param deflate whether to offer permessage-deflate
 */
record ConnectRequest(WsTarget target, List<String> subprotocols, HttpHeaders headers, boolean deflate) {}
