package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseStatus;
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
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages of the frames of one connection (RFC 6455 section 5): gathers fragments up to the limit, checks text as
 * it comes, answers pings at once, and turns every violation into a close.
 */
final class FrameHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameHandler.class);

    private final Leg leg;
    private final LegListener owner;
    private final int maxMessage;
    private final Utf8Check utf8 = new Utf8Check();
    private @Nullable ByteBuf fragments;
    private boolean fragmentsAreText;
    private @Nullable ByteBuf pingToAnswer;
    private boolean ended;

    FrameHandler(Leg leg, LegListener owner, int maxMessage) {
        this.leg = leg;
        this.owner = owner;
        this.maxMessage = maxMessage;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        WebSocketFrame frame = (WebSocketFrame) received;
        if (ended) {
            frame.release();
            return;
        }
        leg.batch().readBegins();
        if (frame instanceof TextWebSocketFrame) {
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
    }

    private void data(WebSocketFrame frame, boolean text) {
        ByteBuf content = frame.content();
        utf8.reset();
        if (!fits(content, 0) || text && !isText(content, frame.isFinalFragment())) {
            content.release();
        } else if (frame.isFinalFragment()) {
            owner.onMessage(leg, text, content);
        } else {
            fragmentsAreText = text;
            fragments = leg.channel().alloc().buffer(Math.max(256, content.readableBytes() * 2));
            append(content);
        }
    }

    private void continuation(WebSocketFrame frame) {
        ByteBuf content = frame.content();
        ByteBuf before = fragments;
        if (before == null) {
            content.release();
            violation(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "continuation without a message"));
        } else if (!fits(content, before.readableBytes())
                || fragmentsAreText && !isText(content, frame.isFinalFragment())) {
            content.release();
        } else {
            append(content);
            if (frame.isFinalFragment()) {
                fragments = null;
                owner.onMessage(leg, fragmentsAreText, before);
            }
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
            violation(new CloseStatus(CloseStatus.TOO_BIG, "message over " + maxMessage + " bytes"));
            return false;
        }
        return true;
    }

    private boolean isText(ByteBuf content, boolean last) {
        if (!utf8.accept(content) || last && !utf8.complete()) {
            violation(new CloseStatus(CloseStatus.INVALID_TEXT, "text is not UTF-8"));
            return false;
        }
        return true;
    }

    private void control(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            ping(ctx, frame.content());
        } else if (frame instanceof CloseWebSocketFrame close) {
            closeFrame(close);
        } else {
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
        frame.release();
        if (code != -1 && !CloseStatus.isLegalOnWire(code)) {
            violation(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "close code " + code));
            return;
        }
        ended = true;
        releaseAll();
        leg.closeReceived(status);
        owner.onClose(leg, status);
    }

    private void violation(CloseStatus status) {
        ended = true;
        releaseAll();
        leg.fail(status);
        owner.onViolation(leg, status);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
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
                violation(new CloseStatus(corrupted.closeStatus().code(), reason(corrupted)));
            }
        } else if (cause instanceof IOException) {
            ctx.close();
        } else {
            LOG.warn("{}: {}", ctx.channel(), cause.toString(), cause);
            leg.fail(new CloseStatus(CloseStatus.INTERNAL_ERROR, ""));
        }
    }

    private static String reason(CorruptedWebSocketFrameException corrupted) {
        return corrupted.getMessage() == null ? "" : corrupted.getMessage();
    }

    private void releaseAll() {
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
