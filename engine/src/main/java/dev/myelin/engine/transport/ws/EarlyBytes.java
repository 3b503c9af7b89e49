package dev.myelin.engine.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps what a back-end sends before it is known who reads it; when removed it hands that to the next handler. How much
 * that is is bounded by the channel, which is not read from.
 */
final class EarlyBytes extends ChannelInboundHandlerAdapter {
    private final Queue<ByteBuf> kept = new ArrayDeque<>(1);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        kept.add((ByteBuf) received);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        boolean any = !kept.isEmpty();
        ByteBuf next;
        while ((next = kept.poll()) != null) {
            ctx.fireChannelRead(next);
        }
        if (any) {
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        kept.forEach(ByteBuf::release);
        kept.clear();
        ctx.fireChannelInactive();
    }
}
