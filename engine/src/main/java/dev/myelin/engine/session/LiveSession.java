package dev.myelin.engine.session;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.time.Instant;
import java.util.function.Consumer;

/** A session as the registry and whoever lists connections sees it. Methods may be called from any thread. */
public interface LiveSession {
    /** Time-ordered (UUIDv7), never a secret. */
    String id();

    /** The inbound endpoint's name. */
    String inboundEndpoint();

    /** The path of the handshake request, without query. */
    String path();

    /** The address of the client: {@code host:port}, behind a trusted proxy that of the proxy's client. */
    String peerAddress();

    /** When the client got its 101. */
    Instant connectedAt();

    /** Where the session is in its life; may be out of date by the time it is read. */
    SessionState state();

    /** Tells {@code taker} of the session; called on the session's own thread, soon. */
    void describe(Consumer<SessionDetails> taker);

    /**
     * Sends the client a message that it did not ask for; bounded by {@code ws.push.queue}.
     *
     * @param text whether the content is UTF-8 text
     * @param content taken over
     * @param result is told of the outcome, on the session's own thread
     */
    void push(boolean text, ByteBuf content, Consumer<PushResult> result);

    /** The session's own thread, which it shares with others. */
    EventExecutor eventLoop();

    /** The same message as others get; called on the session's own thread only. */
    PushResult push(PushedMessage message);

    /** Begins to close the session. */
    void close(CloseCause cause, CloseStatus status);
}
