package dev.myelin.engine.mediator.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.MarkResult;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.session.PushedMessage;
import dev.myelin.engine.session.SessionDetails;
import dev.myelin.engine.session.SessionRegistry;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Members whose frames are relayed, and what becomes of messages when the engine has ended. */
class GroupTiersTest {
    private static EngineHarness start(EchoBackend echo) {
        String send = "<send><endpoint><address uri='ws://127.0.0.1:" + echo.port() + "/websocket'/></endpoint></send>";
        return EngineHarness.start(conf -> conf.toml("[transport.ws]\nsender.enable = true")
                .definitions("<inboundEndpoint name='relayed' sequence='in' protocol='ws'><parameters>"
                        + "<parameter name='inbound.ws.port'>@port:relayed@</parameter>"
                        + "<parameter name='ws.outflow.dispatch.sequence'>out</parameter></parameters></inboundEndpoint>"
                        + "<sequence name='in'><filter source=\"get-property('websocket.event.type')\" regex='CONNECT'>"
                        + "<then><m:join xmlns:m='urn:myelin:mediation' group='all'/></then></filter>" + send
                        + "</sequence><sequence name='out'><respond/></sequence>"));
    }

    @Test
    void aHandshakeThatJoinsLeavesTheMessagesRelayed() throws Exception {
        try (EchoBackend echo = EchoBackend.start("127.0.0.1", 0, "/websocket");
                EngineHarness engine = start(echo);
                RawWebSocket client = RawWebSocket.open(engine.wsPort("relayed"), "/")) {
            SessionRegistry sessions = engine.engine().sessions();
            CompletableFuture<SessionDetails> details = new CompletableFuture<>();
            sessions.all().iterator().next().describe(details::complete);
            assertThat(details.get(60, TimeUnit.SECONDS).tier()).isEqualTo("relay");

            for (int size : new int[] {0, 125, 126, 65_535, 65_536}) {
                byte[] content = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
                PushedMessage message =
                        PushedMessage.of(true, Unpooled.wrappedBuffer(content), UnpooledByteBufAllocator.DEFAULT);
                assertThat(message.length()).isEqualTo(size);
                sessions.send(
                        "all", message, delivery -> assertThat(delivery.taken()).isEqualTo(1));
                assertThat(client.readText()).hasSize(size);
            }
            client.text("echo");
            assertThat(client.readText()).isEqualTo("echo");
        }
    }

    @Test
    void whatIsPushedAfterTheEndIsReleased() throws Exception {
        LiveSession session;
        SessionRegistry sessions;
        try (EchoBackend echo = EchoBackend.start("127.0.0.1", 0, "/websocket");
                EngineHarness engine = start(echo);
                RawWebSocket client = RawWebSocket.open(engine.wsPort("relayed"), "/")) {
            sessions = engine.engine().sessions();
            session = sessions.all().iterator().next();
            client.close(1000, "");
        }
        CompletableFuture<PushResult> result = new CompletableFuture<>();
        ByteBuf content = Unpooled.copiedBuffer("late", StandardCharsets.US_ASCII);
        session.push(true, content, result::complete);
        assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(PushResult.GONE);
        assertThat(content.refCnt()).isZero();

        CompletableFuture<MarkResult> joined = new CompletableFuture<>();
        sessions.join(session, "late", joined::complete);
        assertThat(joined.get(60, TimeUnit.SECONDS)).isEqualTo(MarkResult.GONE);
        assertThat(sessions.group("late")).isEmpty();
        assertThat(sessions.group("all")).isEmpty();
    }
}
