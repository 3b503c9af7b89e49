package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.session.PushedMessage;
import dev.myelin.engine.session.SessionDetails.Traffic;
import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.deflate.MessageDeflater;
import dev.myelin.engine.transport.ws.deflate.MessageInflater;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket connection: what may be written to it, when it is read from, and how it ends. All methods are called
 * on its event loop. Writes are flushed once at the end of a batch: that of the read that caused them, else that of the
 * tasks that are due.
 */
final class Leg {
    /** Reasons not to read; several may hold at once. */
    enum Pause {
        /** The session is not open yet. */
        HANDSHAKE(1),
        /** Whoever this leg's messages go to does not take them. */
        RECEIVER(2),
        /** Enough is read ahead. */
        READ_AHEAD(4),
        /** It does not take the answers to what it sends. */
        OWN_ANSWERS(8);

        private final int bit;

        Pause(int bit) {
            this.bit = bit;
        }
    }

    /** RFC 6455 section 5.5: what a control frame can hold, less the code. */
    private static final int MAX_REASON_BYTES = 123;

    private static final int PING_BYTES = 8;

    private final Channel channel;
    private final boolean server;
    private final Duration closeTimeout;
    private final FlushBatch batch;
    private final FrameBatch small;
    private @Nullable MessageDeflater deflater;
    private byte @Nullable [] ownPing;
    private int incomplete;
    private int paused;
    private long lastRead = System.nanoTime();
    private boolean dirty;
    /** The last flush left it above its high water mark. */
    private boolean stuck;

    private long receivedMessages;
    private long receivedBytes;
    private long sentMessages;
    private long sentBytes;
    private boolean closeSent;
    private boolean closeReceived;
    private @Nullable ScheduledFuture<?> closeTimer;

    /**
     * Makes the leg of an upgraded connection.
     *
     * @param server whether the engine is the WebSocket server of this connection
     * @param closeTimeout how long to wait for the peer's end
     * @param batch shared by legs that write because of each other
     */
    Leg(Channel channel, boolean server, Duration closeTimeout, FlushBatch batch) {
        this.channel = channel;
        this.server = server;
        this.closeTimeout = closeTimeout;
        this.batch = batch;
        this.small = new FrameBatch(channel, !server);
    }

    /** Compresses messages from now on. */
    void deflateWith(MessageDeflater negotiated) {
        deflater = negotiated;
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    Channel channel() {
        return channel;
    }

    FlushBatch batch() {
        return batch;
    }

    /** Whether a message written now would go out. */
    boolean isOpen() {
        return !closeSent && channel.isActive();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Any bytes have come. */
    void hasRead() {
        lastRead = System.nanoTime();
    }

    /** A message of so many bytes has come. */
    void received(int bytes) {
        receivedMessages++;
        receivedBytes += bytes;
    }

    /** What has come. */
    Traffic received() {
        return new Traffic(receivedMessages, receivedBytes);
    }

    /** What was written. */
    Traffic sent() {
        return new Traffic(sentMessages, sentBytes);
    }

    /** When any bytes last came ({@link System#nanoTime}), frames or parts of them. */
    long lastRead() {
        return lastRead;
    }

    /** So many bytes of messages that are not complete have come. */
    void holds(int bytes) {
        incomplete = bytes;
    }

    /** Bytes of incomplete messages, and those that the peer does not take. */
    long held() {
        return incomplete + (channel.isWritable() ? 0 : pendingBytes());
    }

    /** Bytes that wait to be written. */
    long pendingBytes() {
        return channel.unsafe().outboundBuffer() == null
                ? 0
                : channel.unsafe().outboundBuffer().totalPendingWriteBytes();
    }

    /** Writes a message; takes over {@code content}, whether it goes out or not. */
    void send(boolean text, ByteBuf content) {
        if (closeSent) {
            content.release();
            return;
        }
        sentMessages++;
        sentBytes += content.readableBytes();
        ByteBuf payload = deflated(content);
        int reserved = payload == content ? 0 : MessageInflater.RSV1;
        if (payload.readableBytes() > FrameBatch.MAX_PAYLOAD) {
            write(frame(text, reserved, payload), channel.voidPromise());
        } else {
            small.add(text, reserved, payload);
            batch.wrote(this);
        }
    }

    /** Writes a message and tells {@code promise}; takes over {@code content}. */
    void send(boolean text, ByteBuf content, ChannelPromise promise) {
        ByteBuf payload = closeSent ? content : deflated(content);
        write(frame(text, payload == content ? 0 : MessageInflater.RSV1, payload), promise);
    }

    /** Writes a message that many get, and flushes it: those who get it are not told of each other. */
    void send(PushedMessage message) {
        if (closeSent) {
            return;
        }
        sentMessages++;
        sentBytes += message.length();
        small.write();
        if (deflater == null) {
            channel.write(message.frame(), channel.voidPromise());
        } else {
            ByteBuf content = message.content();
            ByteBuf payload = deflated(content);
            int reserved = payload == content ? 0 : MessageInflater.RSV1;
            channel.write(frame(message.isText(), reserved, payload), channel.voidPromise());
        }
        flushFull();
    }

    private ByteBuf deflated(ByteBuf content) {
        MessageDeflater negotiated = deflater;
        return negotiated == null ? content : negotiated.deflate(channel.alloc(), content);
    }

    private static WebSocketFrame frame(boolean text, int reserved, ByteBuf payload) {
        return text
                ? new TextWebSocketFrame(true, reserved, payload)
                : new BinaryWebSocketFrame(true, reserved, payload);
    }

    /** Writes a control frame. */
    void control(WebSocketFrame frame) {
        write(frame, channel.voidPromise());
    }

    /** Sends a ping of the engine's own; false when it would wait behind what the peer has yet to take. */
    boolean ping() {
        if (!isOpen() || !isWritable()) {
            return false;
        }
        byte[] payload = new byte[PING_BYTES];
        ThreadLocalRandom.current().nextBytes(payload);
        ownPing = payload;
        control(new PingWebSocketFrame(Unpooled.wrappedBuffer(payload)));
        return true;
    }

    /** Whether a pong answers the engine's last ping. */
    boolean answersPing(ByteBuf pong) {
        byte[] payload = ownPing;
        return payload != null && Unpooled.wrappedBuffer(payload).equals(pong);
    }

    private void write(WebSocketFrame frame, ChannelPromise promise) {
        if (closeSent) {
            frame.release();
            if (!promise.isVoid()) {
                promise.setFailure(new java.nio.channels.ClosedChannelException());
            }
            return;
        }
        small.write();
        channel.write(frame, promise);
        batch.wrote(this);
    }

    /** Notes that something waits for a flush; whether that is news. */
    boolean markDirty() {
        boolean news = !dirty;
        dirty = true;
        return news;
    }

    void flush() {
        dirty = false;
        small.write();
        flushFull();
    }

    /** Whether it has gone above its high water mark since its last flush. */
    boolean isWorthAFlush() {
        return !stuck && !channel.isWritable();
    }

    /** Flushes all but a buffer of small messages that has room for more. */
    void flushFull() {
        channel.flush();
        stuck = !channel.isWritable();
    }

    /** It is below its low water mark again. */
    void takesAgain() {
        stuck = false;
    }

    void pause(Pause reason) {
        paused |= reason.bit;
        channel.config().setAutoRead(false);
    }

    void resume(Pause reason) {
        paused &= ~reason.bit;
        if (paused == 0) {
            channel.config().setAutoRead(true);
        }
    }

    /** Sends a close frame unless one was sent, and sees to the end of the connection. */
    void close(CloseStatus status) {
        if (closeSent) {
            return;
        }
        small.write();
        channel.write(frame(status)).addListener(done -> {
            if (closeReceived && server) {
                channel.close();
            }
        });
        closeSent = true;
        channel.flush();
        readOn();
        startCloseTimer();
    }

    /**
     * Ends a connection whose peer broke a rule: a close frame, then no more writing; what still comes is thrown away
     * until the peer has hung up, so that a reset does not overtake the close frame.
     */
    void fail(CloseStatus status) {
        if (!closeSent) {
            small.write();
            channel.write(frame(status)).addListener(done -> shutdownOutput());
            closeSent = true;
            channel.flush();
        }
        readOn();
        startCloseTimer();
    }

    /** The same where what has come of messages is to be thrown away too. */
    void abandon(CloseStatus status) {
        FrameHandler frames = channel.pipeline().get(FrameHandler.class);
        if (frames != null) {
            frames.abandon();
        }
        fail(status);
    }

    /** The peer's close frame has come: answers it. */
    void closeReceived(CloseStatus status) {
        closeReceived = true;
        if (!closeSent) {
            close(status);
        } else if (server) {
            channel.close();
        }
    }

    boolean isCloseReceived() {
        return closeReceived;
    }

    /** Ends the connection without a word. */
    void abort() {
        closeSent = true;
        channel.close();
    }

    /** Forgets timers; called when the connection is gone. */
    void gone() {
        small.release();
        if (deflater != null) {
            deflater.close();
        }
        if (closeTimer != null) {
            closeTimer.cancel(false);
        }
    }

    private void shutdownOutput() {
        if (channel instanceof DuplexChannel duplex) {
            TlsConnections.shutdownOutput(duplex).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            channel.close();
        }
    }

    private void readOn() {
        paused = 0;
        channel.config().setAutoRead(true);
    }

    private void startCloseTimer() {
        if (closeTimer == null) {
            closeTimer =
                    channel.eventLoop().schedule(() -> channel.close(), closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static CloseWebSocketFrame frame(CloseStatus status) {
        return CloseStatus.isLegalOnWire(status.code())
                ? new CloseWebSocketFrame(status.code(), fit(status.reason()))
                : new CloseWebSocketFrame();
    }

    /** Cuts a reason to what a close frame can hold, between characters. */
    private static String fit(String reason) {
        String text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        return text;
    }
}
