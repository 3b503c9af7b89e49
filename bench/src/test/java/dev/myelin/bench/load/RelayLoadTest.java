package dev.myelin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way is noticed, and named; what goes right is not. */
class RelayLoadTest {
    private static final int AT = 5;

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final EventLoopGroup loadLoop = RelayLoad.newLoop();

    /** What an echo does with the message of a connection that has come {@code count}th. */
    @FunctionalInterface
    private interface Answer {
        void to(ChannelHandlerContext peer, TextWebSocketFrame message, int count);
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        loadLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void anHonestEchoHasNoErrors() throws Exception {
        for (int size : new int[] {34, 64, 125, 126, 5000, 70_000}) {
            LoadReport report = run((peer, message, count) -> peer.write(message.retain()), size, 0);
            assertThat(report.errors()).as("size %d", size).isZero();
            assertThat(report.opened).isEqualTo(2);
            assertThat(report.total).isPositive();
            assertThat(report.latency.getTotalCount()).isEqualTo(report.messages);
        }
    }

    @Test
    void everyShapeIsCheckedToItsEnd() throws Exception {
        for (Shape shape : Shape.values()) {
            Answer echo = (peer, message, count) -> peer.write(message.retain());
            LoadReport honest = run(echo, options(shape, 200, 0));
            assertThat(honest.errors()).as("%s", shape).isZero();
            assertThat(honest.total).isPositive();
            LoadReport changed = run(
                    (peer, message, count) -> {
                        ByteBuf content = message.retain().content();
                        if (count == AT) {
                            content.setByte(199, content.getByte(199) ^ 1);
                        }
                        peer.write(message);
                    },
                    options(shape, 200, 0));
            assertThat(changed.corrupted).as("%s", shape).isEqualTo(2);
        }
    }

    @Test
    void messagesInFragmentsAreMessages() throws Exception {
        LoadReport report = run(
                (peer, message, count) -> {
                    ByteBuf content = message.retain().content();
                    peer.write(new TextWebSocketFrame(false, 0, content.readRetainedSlice(17)));
                    peer.write(new ContinuationWebSocketFrame(true, 0, content));
                },
                64,
                0);
        assertThat(report.errors()).isZero();
        assertThat(report.total).isPositive();
    }

    @Test
    void anOpenLoopSendsAtItsRateWhateverComesBack() throws Exception {
        LoadReport report = run((peer, message, count) -> peer.write(message.retain()), 64, 2000);
        assertThat(report.errors()).isZero();
        assertThat(report.total).isGreaterThan(100);
    }

    @Test
    void aLostMessageIsLost() throws Exception {
        LoadReport report = run(
                (peer, message, count) -> {
                    if (count != AT) {
                        peer.write(message.retain());
                    }
                },
                64,
                0);
        assertThat(report.lost).isEqualTo(2);
        assertThat(report.errors()).isEqualTo(2);
    }

    @Test
    void aMessageThatOvertakesIsOutOfOrder() throws Exception {
        TextWebSocketFrame[] held = new TextWebSocketFrame[1];
        LoadReport report = run(
                (peer, message, count) -> {
                    if (count == AT && held[0] == null) {
                        held[0] = message.retain();
                    } else {
                        peer.write(message.retain());
                        if (count == AT + 1 && held[0].refCnt() > 0) {
                            peer.write(held[0]);
                        }
                    }
                },
                64,
                0);
        assertThat(report.reordered).isEqualTo(1);
    }

    @Test
    void aMessageThatComesTwiceIsDuplicated() throws Exception {
        LoadReport report = run(
                (peer, message, count) -> {
                    if (count == AT) {
                        peer.write(message.copy());
                    }
                    peer.write(message.retain());
                },
                64,
                0);
        assertThat(report.duplicated).isEqualTo(2);
    }

    @Test
    void aChangedByteIsCorruption() throws Exception {
        LoadReport report = run(
                (peer, message, count) -> {
                    ByteBuf content = message.retain().content();
                    if (count == AT) {
                        content.setByte(50, content.getByte(50) ^ 1);
                    }
                    peer.write(message);
                },
                64,
                0);
        assertThat(report.corrupted).isEqualTo(2);
    }

    @Test
    void theMessageOfAnotherConnectionIsMisrouted() throws Exception {
        LoadReport report = run(
                (peer, message, count) -> {
                    ByteBuf content = message.retain().content();
                    if (count == AT) {
                        content.setByte(10, content.getByte(10) ^ 1);
                    }
                    peer.write(message);
                },
                64,
                0);
        assertThat(report.misrouted).isEqualTo(2);
    }

    @Test
    void aConnectionThatEndsUnaskedIsClosed() throws Exception {
        LoadReport report = run(
                (peer, message, count) -> {
                    if (count == AT) {
                        peer.close();
                    } else {
                        peer.write(message.retain());
                    }
                },
                64,
                0);
        assertThat(report.closed).isEqualTo(2);
        assertThat(report.lost).isPositive();
    }

    @Test
    void nobodyThereIsAnError() throws Exception {
        LoadReport report = load(1, options(Shape.JSON, 64, 0));
        assertThat(report.failed).isEqualTo(2);
        assertThat(report.errors()).isPositive();
    }

    private LoadReport run(Answer answer, int size, double rate) throws Exception {
        return run(answer, options(Shape.JSON, size, rate));
    }

    private LoadReport run(Answer answer, LoadOptions options) throws Exception {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(8192),
                                        new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                                .websocketPath("/")
                                                .checkStartsWith(true)
                                                .maxFramePayloadLength(1 << 20)
                                                .build()),
                                        new Echo(answer));
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        try {
            return load(((InetSocketAddress) server.localAddress()).getPort(), options);
        } finally {
            server.close().sync();
        }
    }

    private static LoadOptions options(Shape shape, int size, double rate) {
        LoadOptions options = new LoadOptions();
        options.shape = shape;
        options.conns = 2;
        options.depth = 3;
        options.size = size;
        options.rate = rate;
        options.warmup = 0;
        options.seconds = 0.5;
        options.drain = 3;
        return options;
    }

    private LoadReport load(int port, LoadOptions options) throws Exception {
        options.url = URI.create("ws://127.0.0.1:" + port + "/");
        return new LoadRun(options, loadLoop, null, System.err).start().get(60, TimeUnit.SECONDS);
    }

    private static final class Echo extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final Answer answer;
        private int count;

        Echo(Answer answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame message) {
            answer.to(context, message, count++);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }
}
