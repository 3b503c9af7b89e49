package dev.myelin.engine.transport.ws.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the messages of one connection (RFC 7692 section 7.2.1). Confined to the connection's event loop.
 *
 * <p>The JDK's zlib always has a window of 15 bits. A smaller one is kept by a full flush each time as many bytes have
 * gone in: nothing after it refers to what was before it.
 */
public final class MessageDeflater implements AutoCloseable {
    /** Smaller messages are not worth it. */
    static final int MIN_BYTES = 64;

    private static final int JDK_WINDOW_BITS = 15;
    private static final int TAIL_BYTES = 4;
    /** zlib wants room for more than six bytes, else it repeats the mark of a flush. */
    private static final int MIN_ROOM = 64;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Zlib zlib;
    private final ZlibLoop contexts;
    private final boolean takeover;
    /** 0 when it is zlib's own. */
    private final int window;

    private @Nullable Deflater kept;
    private int sinceFullFlush;
    private boolean closed;

    MessageDeflater(Zlib zlib, ZlibLoop contexts, DeflateAgreement.Side own) {
        this.zlib = zlib;
        this.contexts = contexts;
        this.takeover = own.takeover();
        boolean limited = own.maxWindowBits() != 0 && own.maxWindowBits() < JDK_WINDOW_BITS;
        this.window = limited ? 1 << own.maxWindowBits() : 0;
    }

    /**
     * Compresses a message.
     *
     * @param content taken over if it is not what is returned
     * @return what to send with the bit RSV1, or {@code content} itself to be sent as it is
     */
    public ByteBuf deflate(ByteBufAllocator allocator, ByteBuf content) {
        int size = content.readableBytes();
        if (size < MIN_BYTES || closed) {
            return content;
        }
        Deflater deflater = context();
        ByteBuf deflated = allocator.buffer(size / 2 + MIN_ROOM);
        boolean smaller = deflate(deflater, content.nioBuffer(), deflated);
        deflater.setInput(NOTHING);
        if (deflater != kept) {
            contexts.giveBack(deflater);
            sinceFullFlush = 0;
        } else if (!smaller) {
            // What the peer will not have seen must not be referred to.
            deflater.reset();
            sinceFullFlush = 0;
        }
        (smaller ? content : deflated).release();
        return smaller ? deflated : content;
    }

    private Deflater context() {
        Deflater known = kept;
        if (known != null) {
            return known;
        }
        Deflater lent = contexts.deflater();
        if (takeover && zlib.hasRoom(Zlib.DEFLATER_BYTES)) {
            zlib.keep(Zlib.DEFLATER_BYTES);
            kept = lent;
        }
        return lent;
    }

    /** Whether the message got smaller; given up as soon as it has not. */
    private boolean deflate(Deflater deflater, ByteBuffer source, ByteBuf target) {
        int size = source.remaining();
        while (source.hasRemaining()) {
            int part = window == 0 ? source.remaining() : Math.min(source.remaining(), window - sinceFullFlush);
            sinceFullFlush = window == 0 ? 0 : (sinceFullFlush + part) % window;
            boolean full = window != 0 && sinceFullFlush == 0;
            deflater.setInput(source.slice(source.position(), part));
            source.position(source.position() + part);
            if (!flush(deflater, full ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH, target, size)) {
                return false;
            }
        }
        target.writerIndex(target.writerIndex() - TAIL_BYTES);
        return target.readableBytes() < size;
    }

    private static boolean flush(Deflater deflater, int mode, ByteBuf target, int size) {
        ByteBuffer room;
        do {
            target.ensureWritable(MIN_ROOM);
            room = target.nioBuffer(target.writerIndex(), target.writableBytes());
            target.writerIndex(target.writerIndex() + deflater.deflate(room, mode));
        } while (!room.hasRemaining() && target.readableBytes() < size + MIN_ROOM);
        return room.hasRemaining();
    }

    /** Gives its context back; from now on messages go out as they are. */
    @Override
    public void close() {
        closed = true;
        Deflater deflater = kept;
        kept = null;
        if (deflater != null) {
            contexts.giveBack(deflater);
            zlib.give(Zlib.DEFLATER_BYTES);
        }
    }
}
