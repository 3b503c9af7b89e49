package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the end of one connection of a session reaches the others. */
class CloseTest {
    private static ScriptedBackend backend;
    private static ScriptedBackend second;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        second = ScriptedBackend.start();
        engine = Artefacts.mediating(artefacts());
    }

    private static String[] artefacts() {
        String toBackend = send(backend.address("/b"));
        String ended = "<log level='custom'><property name='ended' expression=\""
                + "fn:concat(" + get("websocket.disconnect.code") + ", ' ', " + get("websocket.disconnect.reason")
                + ", ' ', " + get("websocket.connection.id") + ")\"/></log>";
        return new String[] {
            inbound("paired", "paired"),
            inbound("late", "late"),
            inbound("two", "two"),
            inbound("idle", "paired", "ws.idle.timeout=300ms"),
            sequence("paired", when("connection.terminate", ended, "") + toBackend),
            sequence("late", onHandshake("", toBackend)),
            sequence("two", toBackend + send(second.address("/2")))
        };
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
        second.close();
    }

    @ParameterizedTest
    @CsvSource({"1000,bye", "1001,''", "1011,broken", "1014,gateway", "3000,mine", "4999,'a reason with \u2603'"})
    void aCloseIsMirroredBothWaysWithCodeAndReason(int code, String reason) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.text("before");
            client.close(code, reason);
            assertThat(peer.read().text()).isEqualTo("before");
            isClose(peer.read(), code, reason);
            isClose(client.read(), code, reason);
            assertThat(client.atEnd()).isTrue();
        }
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            peer.text("before");
            peer.close(code, reason);
            assertThat(client.readText()).isEqualTo("before");
            isClose(client.read(), code, reason);
            isClose(peer.read(), code, reason);
        }
    }

    private static void isClose(RawWebSocket.Frame frame, int code, String reason) {
        assertThat(frame.opcode()).isEqualTo(8);
        assertThat(frame.closeCode()).isEqualTo(code);
        assertThat(frame.closeReason()).isEqualTo(reason);
    }

    @Test
    void aCloseWithoutACodeIsMirroredWithoutOne() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.frame(0x88, new byte[0]);
            assertThat(peer.read().payload()).isEmpty();
            assertThat(client.read().payload()).isEmpty();
        }
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            peer.frame(0x88, new byte[0]);
            assertThat(client.read().payload()).isEmpty();
        }
    }

    @Test
    void aLostClientIsGoingAway() throws Exception {
        RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
        try (ScriptedBackend.Peer peer = backend.next()) {
            client.socket().setSoLinger(true, 0);
            client.close();
            assertThat(peer.read().closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void aLostBackendIsABadGatewayAtOnceWithoutItsAddress() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            Instant lost = Instant.now();
            peer.close();
            RawWebSocket.Frame close = client.read();
            assertThat(Duration.between(lost, Instant.now())).isLessThan(Duration.ofSeconds(4));
            assertThat(close.closeCode()).isEqualTo(1014);
            assertThat(close.closeReason()).isEqualTo("back-end connection lost");
        }
    }

    @Test
    void aClientsCloseOpensNoBackendConnection() throws Exception {
        int before = backend.handshakes();
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("late"), "/")) {
            client.close(1000, "");
            assertThat(client.read().closeCode()).isEqualTo(1000);
            assertThat(client.atEnd()).isTrue();
        }
        sessionsEnd();
        assertThat(backend.handshakes()).isEqualTo(before);
    }

    private static void sessionsEnd() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.engine().sessions().all().isEmpty());
    }

    @Test
    void theTerminateMessageRunsOnceWithTheCode() throws Exception {
        String id;
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            id = client.header("X-Websocket-Connection-Id");
            client.close(4321, "done");
            peer.read();
        }
        String lost;
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            lost = client.header("X-Websocket-Connection-Id");
            peer.close();
            client.read();
        }
        sessionsEnd();
        assertThat(engine.log().containing(id))
                .filteredOn(line -> line.contains("ended"))
                .singleElement()
                .asString()
                .contains("4321 done");
        assertThat(engine.log().containing(lost))
                .filteredOn(line -> line.contains("ended = "))
                .singleElement()
                .asString()
                .contains("1006");
    }

    @Test
    void anIdleSessionIsClosed() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("idle"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1001);
            assertThat(close.closeReason()).contains("idle");
            assertThat(peer.read().closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void afterTheEndNothingOfTheClientIsDelivered() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            peer.close(1000, "over");
            assertThat(client.read().closeCode()).isEqualTo(1000);
            client.text("too late");
            client.close(1000, "over");
            assertThat(client.atEnd()).isTrue();
            assertThat(peer.read().opcode()).isEqualTo(8);
            assertThat(peer.atEnd()).isTrue();
        }
        sessionsEnd();
        assertThat(engine.log().containing("WARN"))
                .filteredOn(line -> line.contains("dropped"))
                .isEmpty();
    }

    @Test
    void oneOfSeveralLegsMayEndAndThePrimaryEndsTheSession() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("two"), "/");
                ScriptedBackend.Peer primary = backend.next();
                ScriptedBackend.Peer other = second.next()) {
            client.text("to both");
            assertThat(List.of(primary.read().text(), other.read().text())).containsOnly("to both");
            other.close();
            client.frame(0x89, new byte[0]);
            assertThat(client.read().opcode()).isEqualTo(10);
            primary.text("alive");
            assertThat(client.readText()).isEqualTo("alive");
            client.text("again");
            assertThat(primary.read().text()).isEqualTo("again");
            try (ScriptedBackend.Peer anew = second.next()) {
                assertThat(anew.read().text()).isEqualTo("again");
                primary.close(1012, "restart");
                isClose(client.read(), 1012, "restart");
                assertThat(anew.read().closeCode()).isEqualTo(1001);
            }
        }
    }

    @Test
    void theEndOfTheEngineClosesSessionsWithTheirCode() throws Exception {
        EngineHarness ending = Artefacts.mediating(
                inbound("plain", "local"),
                inbound("told", "local", "ws.shutdown.status.code=1012", "ws.shutdown.status.message=restart"),
                sequence("local", "<respond/>"));
        try (RawWebSocket plain = RawWebSocket.open(ending.wsPort("plain"), "/");
                RawWebSocket told = RawWebSocket.open(ending.wsPort("told"), "/")) {
            Thread closing = new Thread(ending::close);
            closing.start();
            RawWebSocket.Frame close = plain.read();
            assertThat(close.closeCode()).isEqualTo(1001);
            assertThat(close.closeReason()).isEqualTo("shutdown");
            plain.close(1001, "");
            isClose(told.read(), 1012, "restart");
            told.close(1012, "");
            closing.join(60_000);
            assertThat(closing.isAlive()).isFalse();
        }
    }
}
