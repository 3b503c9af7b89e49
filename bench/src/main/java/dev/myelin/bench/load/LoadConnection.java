package dev.myelin.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One connection: its handshake, its messages and what came of them. On the run's event loop. */
final class LoadConnection extends ChannelInboundHandlerAdapter implements FrameReader.Listener {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CHUNK = 64 * 1024;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final byte[] NORMAL = {0x03, (byte) 0xE8};

    private final LoadRun run;
    private final int id;
    private final FrameReader frames = new FrameReader(this);
    private final InFlight inFlight = new InFlight();
    private final byte[] nextHead;
    private final byte[] expectedHead;
    private final Shape shape;
    private final byte[] head;
    private final String key;
    private final StringBuilder response = new StringBuilder();
    private final long begun = System.nanoTime();
    private @Nullable Channel channel;
    private @Nullable ByteBuf out;
    private boolean open;
    private boolean closing;
    private boolean ended;
    private int position;
    private boolean wrong;
    private long number;
    private long highest;
    private long now;

    LoadConnection(LoadRun run, int id) {
        this.run = run;
        this.id = id;
        this.shape = run.content().shape();
        this.head = new byte[shape.headLength()];
        this.nextHead = shape.head(id);
        this.expectedHead = shape.head(id);
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        this.key = Base64.getEncoder().encodeToString(random);
    }

    boolean isOpen() {
        return open && !ended;
    }

    int inFlight() {
        return inFlight.open();
    }

    /** TCP, and TLS, are there. */
    void connected(Channel connected) {
        channel = connected;
        LoadOptions options = run.options();
        String path = options.url.getRawPath().isEmpty() ? "/" : options.url.getRawPath();
        String query = options.url.getRawQuery() == null ? "" : "?" + options.url.getRawQuery();
        StringBuilder request =
                new StringBuilder("GET " + path + query + " HTTP/1.1\r\nHost: " + options.url.getHost() + ":"
                        + options.port() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                        + "\r\nSec-WebSocket-Version: 13\r\n");
        if (!options.subprotocol.isEmpty()) {
            request.append("Sec-WebSocket-Protocol: ")
                    .append(options.subprotocol)
                    .append("\r\n");
        }
        options.headers.forEach(header -> request.append(header).append("\r\n"));
        connected.writeAndFlush(ByteBufUtil.writeAscii(connected.alloc(), request.append("\r\n")));
    }

    /** No answer in time, or no connection at all. */
    void failed(String why) {
        if (!open && !ended) {
            ended = true;
            run.failed(this, why);
            if (channel != null) {
                channel.close();
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        ByteBuf in = (ByteBuf) received;
        now = System.nanoTime();
        try {
            if (!open) {
                handshake(in);
            }
            if (open && !ended) {
                frames.read(in);
            }
        } finally {
            in.release();
        }
    }

    private void handshake(ByteBuf in) {
        while (in.isReadable() && !endsHead()) {
            response.append((char) in.readByte());
        }
        if (!endsHead()) {
            return;
        }
        String text = response.toString();
        if (text.startsWith("HTTP/1.1 101 ") && text.toLowerCase(Locale.ROOT).contains(accept())) {
            response.setLength(0);
            open = true;
            run.opened(this, now - begun);
        } else {
            failed(text.lines().findFirst().orElse("no answer"));
        }
    }

    private boolean endsHead() {
        int length = response.length();
        return length >= 4 && response.substring(length - 4).equals("\r\n\r\n");
    }

    private String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return ("sec-websocket-accept: " + Base64.getEncoder().encodeToString(digest)).toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flush();
    }

    /** Adds one message, whose latency counts from {@code since}. */
    void send(long since) {
        ByteBuf buffer = room(run.content().frameSize());
        run.content().writeFrame(buffer, run.options().binary, nextHead, id, inFlight.next());
        shape.next(nextHead);
        inFlight.sent(since);
    }

    void ping() {
        control(PING, new byte[0]);
        flush();
    }

    private void control(int opcode, byte[] payload) {
        // A masking key of zero: legal, and nothing here depends on it.
        room(6 + payload.length)
                .writeByte(0x80 | opcode)
                .writeByte(0x80 | payload.length)
                .writeInt(0)
                .writeBytes(payload);
    }

    private ByteBuf room(int size) {
        ByteBuf buffer = out;
        Channel to = channel;
        if (to == null) {
            throw new IllegalStateException("not connected");
        }
        if (buffer != null && buffer.writableBytes() < size) {
            to.write(buffer, to.voidPromise());
            buffer = null;
        }
        if (buffer == null) {
            int capacity = run.options().depth == 1 ? size : Math.max(size, CHUNK);
            buffer = to.alloc().buffer(capacity, capacity);
            out = buffer;
        }
        return buffer;
    }

    void flush() {
        ByteBuf buffer = out;
        if (buffer != null && channel != null) {
            out = null;
            channel.writeAndFlush(buffer, channel.voidPromise());
        }
    }

    /** Begins the close handshake. */
    void close() {
        if (!closing && !ended) {
            closing = true;
            control(CLOSE, NORMAL);
            flush();
        }
    }

    @Override
    public void messageBegins(boolean binary) {
        position = 0;
        wrong = binary != run.options().binary;
    }

    @Override
    public void payload(ByteBuf in, int at, int length) {
        int begin = at;
        int left = length;
        if (position < head.length) {
            int part = Math.min(left, head.length - position);
            in.getBytes(begin, head, position, part);
            position += part;
            begin += part;
            left -= part;
            if (position == head.length) {
                number = shape.number(head, expectedHead);
                wrong |= number < 0;
            }
        }
        if (left > 0) {
            wrong = wrong
                    || position + left > run.content().size()
                    || !run.content().matches(in, begin, left, position, id, number);
            position += left;
        }
    }

    @Override
    public void messageEnds() {
        LoadReport report = run.report();
        if (wrong || position != run.content().size()) {
            if (position >= head.length
                    && number < 0
                    && Arrays.equals(head, 0, shape.connectionAt(), expectedHead, 0, shape.connectionAt())) {
                report.misrouted++;
            } else {
                report.corrupted++;
            }
        } else if (!inFlight.contains(number)) {
            report.duplicated++;
        } else {
            if (number < highest) {
                report.reordered++;
            }
            highest = Math.max(highest, number);
            run.received(this, now, inFlight.back(number));
        }
    }

    @Override
    public void controlFrame(int opcode, byte[] payload) {
        if (opcode == CLOSE) {
            if (!closing) {
                run.report().closed++;
                closing = true;
                control(CLOSE, payload);
                flush();
            }
            end();
        } else if (opcode == PING) {
            control(PING + 1, payload);
        } else {
            run.report().pongs++;
        }
    }

    @Override
    public void violation(String what) {
        run.report().protocol++;
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            run.ended(this);
            if (channel != null) {
                channel.close();
            }
        }
    }

    /** What is still on its way will not come back; the connection is given up. */
    void abandon() {
        run.report().lost += inFlight.open();
        if (!ended) {
            if (open) {
                run.report().unclean++;
            }
            ended = true;
            if (channel != null) {
                channel.close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (out != null) {
            out.release();
            out = null;
        }
        if (!open) {
            failed("closed during the handshake");
        } else if (!ended) {
            run.report().closed++;
            end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        run.note(cause.toString());
        ctx.close();
    }
}
