package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.flow.FlowControlHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests before their bodies are taken; the clock of the channels stands still. */
class AuthenticationHandlerTest {
    /** More than any delay. */
    private static final long LONG = 10;

    private final Authenticator authenticator = new Authenticator(Credentials.none(), System::nanoTime);
    private final String right = "Bearer " + authenticator.token();
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private EmbeddedChannel send(String authorization) {
        EmbeddedChannel channel = new EmbeddedChannel(
                new FlowControlHandler(), new AuthenticationHandler(new Routes(), authenticator, new Places(1)));
        channels.add(channel);
        channel.freezeTime();
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/management/connections");
        request.headers().set("Authorization", authorization);
        channel.writeInbound(request, LastHttpContent.EMPTY_LAST_CONTENT);
        return channel;
    }

    private static void later(EmbeddedChannel channel) {
        channel.advanceTimeBy(LONG, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private void failOften() {
        for (int i = 0; i < 20; i++) {
            authenticator.allows("Basic x", "");
        }
    }

    private static int status(EmbeddedChannel channel) {
        FullHttpResponse response = channel.readOutbound();
        try {
            return response == null ? 0 : response.status().code();
        } finally {
            if (response != null) {
                response.release();
            }
        }
    }

    @Test
    void afterWrongOnesTheRightOneWaitsAsLongAsAnotherWrongOne() {
        failOften();
        EmbeddedChannel rightOne = send(right);
        EmbeddedChannel wrongOne = send("Bearer wrong");
        for (EmbeddedChannel channel : List.of(rightOne, wrongOne)) {
            channel.advanceTimeBy(6, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
            assertThat((Object) channel.readInbound()).isNull();
            assertThat((Object) channel.readOutbound()).isNull();
        }
        later(wrongOne);
        assertThat(status(wrongOne)).isEqualTo(401);
        assertThat((Object) wrongOne.readInbound()).isNull();
        later(rightOne);
        assertThat((Object) rightOne.readInbound()).isInstanceOf(HttpRequest.class);
        assertThat((Object) rightOne.readInbound()).isEqualTo(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat((Object) send(right).readInbound()).isInstanceOf(HttpRequest.class);
    }

    @Test
    void moreThanAFewMayNotWaitAlsoWhenTheyGoAway() {
        failOften();
        List<EmbeddedChannel> waiting = new ArrayList<>();
        for (int i = 0; i < Authenticator.MAX_WAITING; i++) {
            waiting.add(send("Bearer wrong"));
        }
        EmbeddedChannel oneMore = send(right);
        FullHttpResponse response = oneMore.readOutbound();
        assertThat(response.status().code()).isEqualTo(429);
        assertThat(response.headers().getInt("Retry-After")).isBetween(1, 10);
        response.release();
        assertThat((Object) oneMore.readInbound()).isNull();
        later(waiting.get(0));
        assertThat(status(send(right))).isZero();
        assertThat(status(send(right))).isEqualTo(429);
    }

    @Test
    void whatFollowsARefusalOnTheSameConnectionIsLookedAtAnew() {
        EmbeddedChannel channel = send("Bearer wrong");
        assertThat(status(channel)).isEqualTo(401);
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/management/connections");
        request.headers().set("Authorization", right);
        channel.writeInbound(request, LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat((Object) channel.readInbound()).isSameAs(request);
    }
}
