package dev.myelin.engine.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes small messages as frames (RFC 6455 section 5.2) one behind the other into one buffer, which goes to the channel
 * as a whole: a write for each of sixteen tiny frames costs more than copying them. Confined to the channel's event loop.
 */
final class FrameBatch {
    /** Larger messages are not copied. */
    static final int MAX_PAYLOAD = 1024;

    private static final int CAPACITY = 16 * 1024;
    private static final int MAX_HEADER = 2 + 2 + 4;
    private static final int FIN_TEXT = 0x81;
    private static final int FIN_BINARY = 0x82;
    private static final int RESERVED_SHIFT = 4;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;

    private final Channel channel;
    private final boolean masks;
    private @Nullable ByteBuf batch;

    /** Makes an empty batch; {@code masks} on the client's side of a connection (RFC 6455 section 5.3). */
    FrameBatch(Channel channel, boolean masks) {
        this.channel = channel;
        this.masks = masks;
    }

    /** Adds a message of at most {@link #MAX_PAYLOAD} bytes with these reserved bits; takes over {@code content}. */
    void add(boolean text, int reserved, ByteBuf content) {
        int length = content.readableBytes();
        ByteBuf target = room(length + MAX_HEADER);
        target.writeByte((text ? FIN_TEXT : FIN_BINARY) | reserved << RESERVED_SHIFT);
        int mask = masks ? MASKED : 0;
        if (length < SHORT_LENGTH) {
            target.writeByte(mask | length);
        } else {
            target.writeByte(mask | SHORT_LENGTH).writeShort(length);
        }
        if (masks) {
            int key = ThreadLocalRandom.current().nextInt();
            target.writeInt(key);
            Masking.append(content, target, key);
        } else {
            target.writeBytes(content);
        }
        content.release();
    }

    private ByteBuf room(int size) {
        ByteBuf current = batch;
        if (current != null && current.writableBytes() < size) {
            write();
            current = null;
        }
        if (current == null) {
            current = channel.alloc().buffer(CAPACITY, CAPACITY);
            batch = current;
        }
        return current;
    }

    /** Gives what was added to the channel, unflushed. */
    void write() {
        ByteBuf full = batch;
        if (full != null) {
            batch = null;
            channel.write(full, channel.voidPromise());
        }
    }

    /** Whether nothing is added. */
    boolean isEmpty() {
        return batch == null;
    }

    /** Throws away what was added. */
    void release() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }
}
