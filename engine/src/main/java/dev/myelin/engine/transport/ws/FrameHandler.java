package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.deflate.DeflateCodec;
import dev.myelin.engine.transport.ws.deflate.MessageInflater;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages of the frames of one connection (RFC 6455 section 5): gathers fragments up to the limit, checks text as
 * it comes, answers pings at once, and turns every violation into a close.
 */
final class FrameHandler extends ChannelInboundHandlerAdapter {
    static final String NOT_UTF8 = "text is not UTF-8";

    private static final Logger LOG = LoggerFactory.getLogger(FrameHandler.class);

    private final Leg leg;
    private final LegListener owner;
    private final int maxMessage;
    private final @Nullable MessageInflater inflater;
    private final Utf8Check utf8 = new Utf8Check();
    private @Nullable ByteBuf fragments;
    private boolean fragmentsAreText;
    private @Nullable ByteBuf pingToAnswer;
    private boolean ended;
    private @Nullable FrameDecoder decoder;

    private FrameHandler(Leg leg, LegListener owner, int maxMessage, @Nullable MessageInflater inflater) {
        this.leg = leg;
        this.owner = owner;
        this.maxMessage = maxMessage;
        this.inflater = inflater;
    }

    /** Puts {@code owner} behind the frame codecs of {@code leg}, which compresses from now on what it has agreed to. */
    static FrameHandler install(Leg leg, LegListener owner, int maxMessage, Optional<DeflateCodec> deflate) {
        deflate.ifPresent(codec -> leg.deflateWith(codec.deflater()));
        FrameHandler handler = new FrameHandler(
                leg, owner, maxMessage, deflate.map(DeflateCodec::inflater).orElse(null));
        leg.channel().pipeline().addLast("ws-frames", handler);
        return handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        if (ended) {
            ReferenceCountUtil.release(received);
            return;
        }
        WebSocketFrame frame = (WebSocketFrame) received;
        leg.batch().readBegins();
        if (inflater != null && !MessageInflater.allows(frame)) {
            frame.release();
            violation(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "reserved bits " + frame.rsv()));
        } else if (frame instanceof TextWebSocketFrame) {
            data(frame, true);
        } else if (frame instanceof BinaryWebSocketFrame) {
            data(frame, false);
        } else if (frame instanceof ContinuationWebSocketFrame) {
            continuation(frame);
        } else {
            control(ctx, frame);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        leg.hasRead();
        leg.batch().readEnds();
        leg.holds((fragments == null ? 0 : fragments.capacity()) + (decoder == null ? 0 : decoder.incomplete()));
        owner.onReadEnd(leg);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        FrameDecoder before = ctx.pipeline().get(FrameDecoder.class);
        if (before != null) {
            decodesFrom(before);
        }
    }

    /** Frames come from {@code before}, which checks the text of those that are not complete. */
    void decodesFrom(FrameDecoder before) {
        decoder = before;
        before.checkWith(utf8);
    }

    /** Reads no more, and throws away what is not complete. */
    void abandon() {
        ended = true;
        releaseAll();
        leg.holds(0);
        if (decoder != null) {
            // What it holds comes out, and is released above.
            leg.channel().pipeline().remove(decoder);
            decoder = null;
        }
    }

    private void data(WebSocketFrame frame, boolean text) {
        int checked = decoder == null ? 0 : decoder.takeChecked();
        ByteBuf content = plain(frame, 0);
        if (checked == 0) {
            utf8.reset();
        }
        if (content == null) {
            return;
        }
        if (!fits(content, 0) || text && !isText(content, checked, frame.isFinalFragment())) {
            content.release();
        } else if (frame.isFinalFragment()) {
            leg.received(content.readableBytes());
            owner.onMessage(leg, text, content);
        } else {
            fragmentsAreText = text;
            fragments = leg.channel().alloc().buffer(Math.max(256, content.readableBytes() * 2));
            append(content);
        }
    }

    private void continuation(WebSocketFrame frame) {
        int checked = decoder == null ? 0 : decoder.takeChecked();
        ByteBuf before = fragments;
        if (before == null) {
            frame.release();
            violation(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "continuation without a message"));
            return;
        }
        ByteBuf content = plain(frame, before.readableBytes());
        if (content == null) {
            return;
        }
        if (!fits(content, before.readableBytes())
                || fragmentsAreText && !isText(content, checked, frame.isFinalFragment())) {
            content.release();
        } else {
            append(content);
            if (frame.isFinalFragment()) {
                fragments = null;
                leg.received(before.readableBytes());
                owner.onMessage(leg, fragmentsAreText, before);
            }
        }
    }

    /** What a frame says; null when it was compressed against the rules, which has ended the connection. */
    private @Nullable ByteBuf plain(WebSocketFrame frame, int before) {
        if (inflater == null) {
            return frame.content();
        }
        try {
            return inflater.plain(leg.channel().alloc(), frame, maxMessage - before);
        } catch (CorruptedWebSocketFrameException e) {
            violation(e.closeStatus().code() == CloseStatus.TOO_BIG ? tooBig() : status(e));
            return null;
        }
    }

    private void append(ByteBuf content) {
        if (fragments != null) {
            fragments.writeBytes(content);
        }
        content.release();
    }

    private boolean fits(ByteBuf content, int before) {
        if ((long) before + content.readableBytes() > maxMessage) {
            violation(tooBig());
            return false;
        }
        return true;
    }

    private CloseStatus tooBig() {
        return new CloseStatus(CloseStatus.TOO_BIG, "message over " + maxMessage + " bytes");
    }

    /** Whether text goes on rightly behind the bytes of this frame that have been checked on their way. */
    private boolean isText(ByteBuf content, int checked, boolean last) {
        int from = content.readerIndex() + checked;
        if (!utf8.accept(content, from, content.writerIndex(), 0) || last && !utf8.complete()) {
            violation(new CloseStatus(CloseStatus.INVALID_TEXT, NOT_UTF8));
            return false;
        }
        return true;
    }

    private void control(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            if (!owner.onControl(leg, ControlFrame.PING, frame.content())) {
                ping(ctx, frame.content());
            }
        } else if (frame instanceof CloseWebSocketFrame close) {
            closeFrame(close);
        } else if (leg.answersPing(frame.content()) || !owner.onControl(leg, ControlFrame.PONG, frame.content())) {
            frame.release();
        }
    }

    /** A peer that pings faster than it takes the answers gets that to its last ping only (RFC 6455 section 5.5.3). */
    private void ping(ChannelHandlerContext ctx, ByteBuf content) {
        if (ctx.channel().isWritable()) {
            leg.control(new PongWebSocketFrame(content));
        } else {
            dropPing();
            pingToAnswer = content;
        }
    }

    private void closeFrame(CloseWebSocketFrame frame) {
        int code = frame.statusCode();
        CloseStatus status = code == -1 ? CloseStatus.EMPTY : new CloseStatus(code, frame.reasonText());
        boolean text = code == -1 || isWholeText(frame.content().skipBytes(2));
        frame.release();
        if (!text) {
            violation(new CloseStatus(CloseStatus.INVALID_TEXT, "close reason is not UTF-8"));
            return;
        }
        if (code != -1 && !CloseStatus.isLegalOnWire(code)) {
            violation(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "close code " + code));
            return;
        }
        ended = true;
        releaseAll();
        leg.closeReceived(status);
        owner.onClose(leg, status);
    }

    /** Netty's decoder lets a reason pass that ends within a character. */
    private boolean isWholeText(ByteBuf reason) {
        utf8.reset();
        return utf8.accept(reason) && utf8.complete();
    }

    private void violation(CloseStatus status) {
        ended = true;
        releaseAll();
        leg.fail(status);
        owner.onViolation(leg, status);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            leg.takesAgain();
        }
        if (ctx.channel().isWritable() && pingToAnswer != null) {
            leg.control(new PongWebSocketFrame(pingToAnswer));
            pingToAnswer = null;
        }
        owner.onWritability(leg);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended = true;
        releaseAll();
        leg.gone();
        owner.onGone(leg);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            if (!ended) {
                violation(status(corrupted));
            }
        } else if (cause instanceof IOException) {
            ctx.close();
        } else {
            LOG.warn("{}: {}", ctx.channel(), cause.toString(), cause);
            leg.fail(new CloseStatus(CloseStatus.INTERNAL_ERROR, ""));
        }
    }

    private static CloseStatus status(CorruptedWebSocketFrameException corrupted) {
        String reason = corrupted.getMessage() == null ? "" : corrupted.getMessage();
        return new CloseStatus(corrupted.closeStatus().code(), reason);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        releaseAll();
    }

    private void releaseAll() {
        if (inflater != null) {
            inflater.close();
        }
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
        dropPing();
    }

    private void dropPing() {
        if (pingToAnswer != null) {
            pingToAnswer.release();
            pingToAnswer = null;
        }
    }
}
