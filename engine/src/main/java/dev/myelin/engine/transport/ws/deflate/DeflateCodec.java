package dev.myelin.engine.transport.ws.deflate;

/**
 * Both directions of a connection that has agreed on permessage-deflate. Each must be closed by whoever uses it.
 *
 * @param inflater of what comes
 * @param deflater of what goes
 */
public record DeflateCodec(MessageInflater inflater, MessageDeflater deflater) {}
