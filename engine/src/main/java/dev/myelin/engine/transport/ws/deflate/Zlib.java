package dev.myelin.engine.transport.ws.deflate;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The zlib contexts of all connections, and the limit of what connections may keep between messages. A connection whose
 * messages do not refer to earlier ones keeps nothing; beyond the limit no further connection may keep something, and
 * compression goes on, only less well. Thread-safe.
 */
public final class Zlib implements AutoCloseable {
    /** zlib's own reckoning for 15 window bits and memory level 8: two windows, hash chains, pending output. */
    static final int DEFLATER_BYTES = 268 * 1024;
    /** A window of 32 KiB and the code tables. */
    static final int INFLATER_BYTES = 44 * 1024;

    private final long limit;
    private final AtomicLong kept = new AtomicLong();
    private final Map<EventLoop, ZlibLoop> loops = new ConcurrentHashMap<>();

    /** Makes it for connections that together keep at most {@code limit} bytes. */
    public Zlib(long limit) {
        this.limit = limit;
    }

    /** Whether one more connection may be told that its messages can refer to earlier ones. */
    public boolean hasRoom() {
        return hasRoom(INFLATER_BYTES);
    }

    /** Bytes that connections keep, or may come to keep by what was agreed. */
    public long kept() {
        return kept.get();
    }

    /** The codec of a connection on {@code loop}. */
    public DeflateCodec codec(EventLoop loop, DeflateAgreement agreement) {
        ZlibLoop contexts = loops.computeIfAbsent(loop, any -> new ZlibLoop());
        return new DeflateCodec(
                new MessageInflater(this, contexts, agreement.peer()),
                new MessageDeflater(this, contexts, agreement.own()));
    }

    boolean hasRoom(int bytes) {
        return kept.get() + bytes <= limit;
    }

    /** Counts {@code bytes}; handshakes under way at the same time may exceed the limit by theirs. */
    void keep(int bytes) {
        kept.addAndGet(bytes);
    }

    void give(int bytes) {
        kept.addAndGet(-bytes);
    }

    /** Releases what no connection uses; the rest goes with its connection. */
    @Override
    public void close() {
        loops.forEach((loop, contexts) -> {
            if (!loop.isShuttingDown()) {
                loop.execute(contexts::close);
            }
        });
    }
}
