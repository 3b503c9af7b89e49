/**
 * The extension permessage-deflate (RFC 7692): {@link dev.myelin.engine.transport.ws.deflate.PermessageDeflate} agrees on
 * it in handshakes, {@link dev.myelin.engine.transport.ws.deflate.Zlib} gives each connection its {@link
 * dev.myelin.engine.transport.ws.deflate.DeflateCodec} and watches over the memory of all of them.
 */
@NullMarked
package dev.myelin.engine.transport.ws.deflate;

import org.jspecify.annotations.NullMarked;
