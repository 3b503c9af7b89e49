package dev.myelin.engine.transport.ws.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the messages of one connection, frame by frame (RFC 7692 section 7.2.2), and never to more than there is room
 * for. Confined to the connection's event loop.
 */
public final class MessageInflater implements AutoCloseable {
    /** The reserved bit that says that a message is compressed. */
    public static final int RSV1 = 4;

    private static final int FIRST_ROOM = 256;
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    /** The last block of a stream, empty. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Zlib zlib;
    private final ZlibLoop contexts;
    private final boolean takeover;

    private @Nullable Inflater lent;
    private boolean compressed;
    private boolean empty;
    private boolean closed;

    MessageInflater(Zlib zlib, ZlibLoop contexts, DeflateAgreement.Side peer) {
        this.zlib = zlib;
        this.contexts = contexts;
        this.takeover = peer.takeover();
        if (takeover) {
            zlib.keep(Zlib.INFLATER_BYTES);
        }
    }

    /** Whether the reserved bits of {@code frame} may be as they are: RSV1 on the first frame of a message, no other. */
    public static boolean allows(WebSocketFrame frame) {
        return frame.rsv() == 0
                || frame.rsv() == RSV1
                        && (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame);
    }

    /**
     * What a data frame says, inflated if its message is compressed.
     *
     * @param frame its content is taken over
     * @param room how many bytes it may inflate to
     * @return owned by the caller
     * @throws CorruptedWebSocketFrameException when it is no deflated data (1002), or too much of it (1009)
     */
    public ByteBuf plain(ByteBufAllocator allocator, WebSocketFrame frame, int room) {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            compressed = frame.rsv() == RSV1;
            empty = true;
        }
        ByteBuf content = frame.content();
        if (!compressed) {
            return content;
        }
        ByteBuf plain = allocator.buffer(Math.min(room, Math.max(FIRST_ROOM, 4 * content.readableBytes())));
        boolean done = false;
        try {
            inflate(content, plain, room, frame.isFinalFragment());
            done = true;
            return plain;
        } catch (DataFormatException e) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "compressed data is not as RFC 7692 says", e);
        } finally {
            content.release();
            if (!done) {
                plain.release();
                close();
            }
        }
    }

    private void inflate(ByteBuf content, ByteBuf plain, int room, boolean last) throws DataFormatException {
        Inflater inflater = context();
        empty &= !content.isReadable();
        inflate(inflater, content.nioBuffer(), plain, room);
        if (last && !empty) {
            end(inflater, plain, room);
        }
        inflater.setInput(NOTHING);
        if (last && !takeover) {
            contexts.giveBack(inflater);
            lent = null;
        }
    }

    private Inflater context() {
        Inflater known = lent;
        if (known == null) {
            known = contexts.inflater();
            lent = known;
        }
        return known;
    }

    /** Appends what the sender took away; nothing may come of it, and the message must end where a block does. */
    private void end(Inflater inflater, ByteBuf plain, int room) throws DataFormatException {
        int before = plain.readableBytes();
        if (!inflater.finished()) {
            inflate(inflater, ByteBuffer.wrap(TAIL), plain, room);
            if (!takeover) {
                inflate(inflater, ByteBuffer.wrap(LAST_BLOCK), plain, room);
            }
        }
        if (plain.readableBytes() != before || !takeover && !inflater.finished()) {
            throw new DataFormatException("incomplete");
        }
    }

    private static void inflate(Inflater inflater, ByteBuffer source, ByteBuf plain, int room)
            throws DataFormatException {
        inflater.setInput(source);
        while (source.hasRemaining() || !plain.isWritable()) {
            if (inflater.finished()) {
                if (!source.hasRemaining()) {
                    return;
                }
                // Section 7.2.3.4: a block that says it is the last one; another stream follows.
                inflater.reset();
                inflater.setInput(source);
            }
            if (!plain.isWritable() && plain.readableBytes() == room) {
                nothingMore(inflater, source);
                if (!source.hasRemaining()) {
                    return;
                }
            } else {
                if (!plain.isWritable()) {
                    plain.capacity((int) Math.min(room, Math.max(FIRST_ROOM, 2L * plain.capacity())));
                }
                step(inflater, source, plain);
            }
        }
    }

    private static void step(Inflater inflater, ByteBuffer source, ByteBuf plain) throws DataFormatException {
        ByteBuffer target = plain.nioBuffer(plain.writerIndex(), plain.writableBytes());
        int made = inflater.inflate(target);
        plain.writerIndex(plain.writerIndex() + made);
        if (made == 0) {
            mustHaveMoved(inflater, source);
        }
    }

    private static void nothingMore(Inflater inflater, ByteBuffer source) throws DataFormatException {
        if (inflater.inflate(new byte[1]) != 0) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.MESSAGE_TOO_BIG, "compressed message over the limit");
        }
        mustHaveMoved(inflater, source);
    }

    /** Nothing came out although there was room: all input has been read, or a stream has ended. */
    private static void mustHaveMoved(Inflater inflater, ByteBuffer source) throws DataFormatException {
        if (source.hasRemaining() && !inflater.finished()) {
            throw new DataFormatException("no progress");
        }
    }

    /** Gives its context back. No frame may come after it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Inflater inflater = lent;
        lent = null;
        if (inflater != null) {
            contexts.giveBack(inflater);
        }
        if (takeover) {
            zlib.give(Zlib.INFLATER_BYTES);
        }
    }
}
