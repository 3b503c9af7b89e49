package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.ws.deflate.DeflateCodec;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/** How the opening handshake with a back-end ended. */
sealed interface ConnectResult {
    /**
     * The connection is open; it is not read from until its owner resumes reading.
     *
     * @param channel with frame codecs in its pipeline
     * @param subprotocol what the back-end chose; empty for none
     * @param headers of its answer
     * @param deflate of permessage-deflate, if agreed on; closed by the {@link Leg} and {@link FrameHandler} of the owner
     */
    record Connected(Channel channel, String subprotocol, HttpHeaders headers, Optional<DeflateCodec> deflate)
            implements ConnectResult {}

    /**
     * There is no connection.
     *
     * @param fault what to tell the fault sequence
     * @param httpStatus what a client that waits for its own handshake gets: 502, 504 or the back-end's refusal
     * @param headers of the back-end's refusal
     */
    record Refused(Fault fault, int httpStatus, HttpHeaders headers) implements ConnectResult {
        /** Without an answer of the back-end. */
        Refused(Fault fault, int httpStatus) {
            this(fault, httpStatus, EmptyHttpHeaders.INSTANCE);
        }
    }
}
