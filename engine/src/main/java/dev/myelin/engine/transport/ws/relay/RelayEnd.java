package dev.myelin.engine.transport.ws.relay;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.tls.TlsConnections;
import dev.myelin.engine.transport.ws.settings.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a {@link Relay}: scans what it receives and hands it to the other one, writes what that hands over.
 * The common case is a buffer without anything to stop at, which goes on as it is; {@link #step} does the others.
 */
final class RelayEnd extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(RelayEnd.class);

    private final Relay relay;
    private final Channel channel;
    private final Side side;
    private final FrameScanner scanner;
    private RelayEnd peer = this;
    private @Nullable ChannelHandlerContext context;
    /** The beginning of a header or control frame that is to be scanned with what follows. */
    private @Nullable ByteBuf held;
    /** What this side's close frame said. */
    private @Nullable CloseStatus received;
    /** What is to be written at the next frame boundary of what is written here. */
    private @Nullable CloseStatus closeToSend;

    private final PushedFrames pushes;
    private byte @Nullable [] pingToSend;
    private byte @Nullable [] pongAwaited;
    private boolean closeSent;
    private boolean failed;
    private boolean paused;
    private boolean gone;
    private long lastRead = System.nanoTime();

    RelayEnd(Relay relay, Channel channel, Side side, FrameScanner scanner, Limits.Push policy) {
        this.relay = relay;
        this.channel = channel;
        this.side = side;
        this.scanner = scanner;
        this.pushes = new PushedFrames(policy);
    }

    void pair(RelayEnd other) {
        peer = other;
        other.peer = this;
    }

    FrameScanner scanner() {
        return scanner;
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    long lastRead() {
        return lastRead;
    }

    boolean isGone() {
        return gone;
    }

    /** Becomes the last handler of its pipeline. */
    void join() {
        channel.pipeline().addLast("ws-relay", this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (received != null || failed) {
            in.release();
        } else if (held == null && !peer.hasFrameToSend() && peer.pushes.isEmpty()) {
            FrameScanner.Stop stop = scanner.scan(in, in.readerIndex());
            if (stop == FrameScanner.Stop.END) {
                peer.write(in);
            } else {
                step(in, stop);
            }
        } else {
            catchUp(in);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        lastRead = System.nanoTime();
        peer.flush();
    }

    /** Completes what is held, lets the engine's frame in where this direction is at a boundary, and goes on. */
    private void catchUp(ByteBuf in) {
        ByteBuf start = held;
        if (start != null && !complete(start, in)) {
            in.release();
            // A length is judged before its mask has come.
            if (scanner.scan(start, start.readerIndex()) == FrameScanner.Stop.VIOLATION) {
                held = null;
                step(start, FrameScanner.Stop.VIOLATION);
            }
            return;
        }
        if (start != null) {
            held = null;
            step(start, scanner.scan(start, start.readerIndex()));
        }
        if (received != null || failed) {
            in.release();
            return;
        }
        if (peer.hasFrameToSend() && scanner.remaining() <= in.readableBytes()) {
            ByteBuf frame = in.readRetainedSlice((int) scanner.remaining());
            step(frame, scanner.scan(frame, frame.readerIndex()));
            peer.sendFrames();
        }
        if (!peer.pushes.isEmpty()) {
            FrameScanner.Stop stop = scanner.scanToMessageEnd(in, in.readerIndex());
            if (stop != FrameScanner.Stop.MESSAGE_END) {
                step(in, stop);
                peer.sendPushes();
                return;
            }
            pass(in, scanner.position());
            peer.sendPushes();
        }
        step(in, scanner.scan(in, in.readerIndex()));
    }

    /** Moves to {@code start} what it lacks; whether it was all there. */
    private boolean complete(ByteBuf start, ByteBuf in) {
        int lacks = scanner.needed(start) - start.readableBytes();
        while (lacks > 0 && in.isReadable()) {
            start.writeBytes(in, Math.min(lacks, in.readableBytes()));
            lacks = scanner.needed(start) - start.readableBytes();
        }
        return lacks <= 0;
    }

    /** Passes {@code in} on from stop to stop; takes it over. */
    private void step(ByteBuf in, FrameScanner.Stop first) {
        FrameScanner.Stop stop = first;
        while (stop == FrameScanner.Stop.CONTROL) {
            if (!control(in)) {
                in.release();
                return;
            }
            stop = scanner.scan(in, scanner.frameEnd());
        }
        if (stop == FrameScanner.Stop.END) {
            pass(in, in.writerIndex());
            in.release();
            return;
        }
        pass(in, scanner.position());
        if (stop == FrameScanner.Stop.INCOMPLETE) {
            held = channel.alloc().buffer(ControlFrames.MAX_SIZE).writeBytes(in);
        } else {
            violation(scanner.violation());
        }
        in.release();
    }

    /** Hands over what comes before {@code end}. */
    private void pass(ByteBuf in, int end) {
        if (end > in.readerIndex()) {
            peer.write(in.readRetainedSlice(end - in.readerIndex()));
        }
    }

    /** Looks at the control frame at which the scan stopped; whether anything may follow. */
    private boolean control(ByteBuf in) {
        if (scanner.opcode() == FrameScanner.CLOSE) {
            return close(in);
        }
        byte[] awaited = pongAwaited;
        if (awaited != null && scanner.opcode() == FrameScanner.PONG && Arrays.equals(awaited, scanner.payload(in))) {
            pongAwaited = null;
            pass(in, scanner.position());
            in.readerIndex(scanner.frameEnd());
        }
        return true;
    }

    private boolean close(ByteBuf in) {
        ControlFrames.Close close = ControlFrames.readClose(scanner.payload(in));
        if (close instanceof ControlFrames.Close.Illegal illegal) {
            pass(in, scanner.position());
            violation(illegal.answer());
            return false;
        }
        CloseStatus status = ((ControlFrames.Close.Legal) close).status();
        received = status;
        pass(in, scanner.frameEnd());
        peer.closeSent = true;
        peer.closeToSend = null;
        if (relay.startEnd()) {
            relay.owner().onClose(side, status);
        }
        peer.readOn();
        peer.endIfClosed();
        endIfClosed();
        return false;
    }

    /** This side broke a rule: it is told, the other one is left in peace, and what still comes is thrown away. */
    private void violation(CloseStatus status) {
        failed = true;
        if (relay.startEnd()) {
            relay.owner().onViolation(side, status);
        }
        close(status);
        peer.close(peer.received != null ? peer.received : new CloseStatus(CloseStatus.GOING_AWAY, ""));
        readOn();
    }

    /** Sends a close frame at the next boundary, unless one was sent. */
    void close(CloseStatus status) {
        if (!closeSent && !gone) {
            pushes.clear();
            closeToSend = status;
            if (peer.scanner.isAtFrameEnd()) {
                sendFrames();
            }
        }
    }

    boolean ping(byte[] payload) {
        if (closeSent || gone || !channel.isWritable()) {
            return false;
        }
        pongAwaited = payload;
        pingToSend = payload;
        if (peer.scanner.isAtFrameEnd()) {
            sendFrames();
        }
        return true;
    }

    boolean isHeard() {
        return !paused;
    }

    boolean isPingWaiting() {
        return pingToSend != null;
    }

    boolean isPongAwaited() {
        return pongAwaited != null;
    }

    /** Sends a message of the engine between two of those that pass; false when the queue is full and stays so. */
    boolean push(ByteBuf frame) {
        if (closeSent || closeToSend != null || gone) {
            frame.release();
            return true;
        }
        boolean taken = pushes.add(frame);
        sendPushes();
        return taken;
    }

    /** Whether a message written now would go out. */
    boolean isOpen() {
        return !closeSent && closeToSend == null && !gone;
    }

    private void sendPushes() {
        if (pushes.isEmpty() || !peer.scanner.isAtMessageEnd()) {
            return;
        }
        while (!pushes.isEmpty() && channel.isWritable()) {
            pushes.next(this::write);
        }
        flush();
    }

    private boolean hasFrameToSend() {
        return closeToSend != null || pingToSend != null;
    }

    /** What is written here is at a boundary: writes the engine's frames. */
    private void sendFrames() {
        byte[] ping = pingToSend;
        if (ping != null) {
            pingToSend = null;
            write(ControlFrames.frame(channel.alloc(), side == Side.BACKEND, FrameScanner.PING, ping));
        }
        CloseStatus status = closeToSend;
        if (status != null) {
            closeToSend = null;
            write(ControlFrames.close(channel.alloc(), side == Side.BACKEND, status));
            closeSent = true;
            peer.readOn();
            endIfClosed();
        }
        flush();
    }

    /** Writes what the other end hands over, or a frame of the engine. */
    private void write(ByteBuf out) {
        ChannelHandlerContext ctx = context;
        if (closeSent || gone || ctx == null) {
            out.release();
            return;
        }
        ctx.write(out, channel.voidPromise());
        if (!channel.isWritable()) {
            flush();
        }
    }

    private void flush() {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.flush();
            if (!channel.isWritable() && !closeSent) {
                peer.pause();
                relay.owner().onHeld();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            sendPushes();
            peer.readOn();
            relay.owner().onHeld();
        }
    }

    long heldBytes() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return pushes.bytes() + (waiting == null || channel.isWritable() ? 0 : waiting.totalPendingWriteBytes());
    }

    void cutOff() {
        if (!channel.isWritable()) {
            channel.close();
        }
    }

    private void pause() {
        if (!paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
    }

    private void readOn() {
        if (paused) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }

    /** Ends TCP where the close handshake is over or this side broke a rule; as a client the engine lets its server end it. */
    private void endIfClosed() {
        if (!closeSent || gone) {
            return;
        }
        if (failed) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> shutdownOutput());
        } else if (received != null && side == Side.CLIENT) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** No more writing; reading goes on, so that a reset does not overtake the close frame. */
    private void shutdownOutput() {
        if (channel instanceof DuplexChannel duplex) {
            TlsConnections.shutdownOutput(duplex).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            channel.close();
        }
    }

    /** The time for closing is over: whoever still waits for an answer to its close frame gets that, if it can. */
    void abort() {
        CloseStatus status = received;
        if (gone) {
            return;
        }
        if (status != null && !closeSent && peer.scanner.isAtFrameEnd()) {
            write(ControlFrames.close(channel.alloc(), side == Side.BACKEND, status));
            flush();
        }
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost();
    }

    /** The connection has ended; the other one follows. */
    void lost() {
        if (gone) {
            return;
        }
        gone = true;
        pushes.clear();
        if (held != null) {
            held.release();
            held = null;
        }
        if (relay.startEnd()) {
            relay.owner().onLost(side);
        }
        peer.otherIsGone();
        relay.gone();
    }

    private void otherIsGone() {
        if (gone) {
            return;
        }
        readOn();
        CloseStatus none = new CloseStatus(CloseStatus.ABNORMAL, "");
        CloseStatus lost = side == Side.CLIENT ? none.towardClient() : none.towardBackend();
        if (!peer.scanner.isAtFrameEnd() && !closeSent) {
            // Its frame will never end.
            channel.close();
        } else {
            close(received != null ? received : lost);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("{}: {}", channel, cause.toString(), cause);
        }
        ctx.close();
    }
}
