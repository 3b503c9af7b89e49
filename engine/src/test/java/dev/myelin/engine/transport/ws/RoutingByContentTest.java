package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.SessionDetails;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each message of a session goes to the back-end that its content names. */
class RoutingByContentTest {
    private static final int MESSAGES = 50;

    private ScriptedBackend orders;
    private ScriptedBackend prices;
    private ScriptedBackend others;
    private EngineHarness engine;

    @BeforeEach
    void start() throws Exception {
        orders = ScriptedBackend.start();
        prices = ScriptedBackend.start();
        others = ScriptedBackend.start();
        String choice = "<switch source='json-eval($.to)'><case regex='orders'>" + send(orders.address("/orders"))
                + "</case><case regex='prices'>" + send(prices.address("/prices")) + "</case><default>"
                + send(others.address("/others")) + "</default></switch>";
        engine = Artefacts.engine(
                inbound("in", "route", "onError=said", "ws.default.content.type=application/json"),
                inbound("untyped", "route", "onError=said"),
                inbound("all", "routeAll", "onError=said", "ws.default.content.type=application/json"),
                sequence("route", onHandshake("", choice)),
                sequence("routeAll", choice),
                sequence(
                        "said",
                        "<payloadFactory media-type='json'><format>{\"failed\": true}</format></payloadFactory><respond/>"));
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
        orders.close();
        prices.close();
        others.close();
    }

    private static String to(String name, int number) {
        return "{\"to\": \"" + name + "\", \"n\": " + number + "}";
    }

    private List<String> backends() throws Exception {
        LiveSession session = engine.engine().sessions().all().iterator().next();
        CompletableFuture<SessionDetails> details = new CompletableFuture<>();
        session.describe(details::complete);
        return details.get(60, TimeUnit.SECONDS).backends();
    }

    @Test
    void eachBackEndIsConnectedWhenItIsFirstNeeded() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("in"), "/")) {
            client.text(to("orders", 1));
            try (ScriptedBackend.Peer order = orders.next()) {
                assertThat(order.read().text()).isEqualTo(to("orders", 1));
                assertThat(List.of(prices.handshakes(), others.handshakes())).containsExactly(0, 0);
                client.text(to("prices", 2));
                client.text(to("nobody", 3));
                try (ScriptedBackend.Peer price = prices.next();
                        ScriptedBackend.Peer other = others.next()) {
                    assertThat(price.read().text()).isEqualTo(to("prices", 2));
                    assertThat(other.read().text()).isEqualTo(to("nobody", 3));
                    assertThat(backends())
                            .containsExactlyInAnyOrder(
                                    orders.address("/orders"), prices.address("/prices"), others.address("/others"));
                    other.text("of another");
                    assertThat(client.read().text()).isEqualTo("of another");
                    order.text("of orders");
                    assertThat(client.read().text()).isEqualTo("of orders");
                    price.text("of prices");
                    assertThat(client.read().text()).isEqualTo("of prices");
                }
            }
        }
    }

    @Test
    void whatIsNoJsonAndDoesNotSaySoGoesToTheDefault() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("untyped"), "/")) {
            client.text("hello");
            try (ScriptedBackend.Peer other = others.next()) {
                assertThat(other.read().text()).isEqualTo("hello");
                client.binary(new byte[] {1, 2});
                assertThat(other.read().payload()).containsExactly(1, 2);
                client.text("{\"to\": \"ord");
                assertThat(other.read().text()).isEqualTo("{\"to\": \"ord");
            }
            client.text(to("orders", 1));
            try (ScriptedBackend.Peer order = orders.next()) {
                assertThat(order.read().text()).isEqualTo(to("orders", 1));
            }
        }
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("in"), "/")) {
            client.text("hello");
            assertThat(client.readText()).as("it says that it is JSON").isEqualTo("{\"failed\": true}");
        }
    }

    @Test
    void messagesKeepTheirOrderAtEachBackEnd() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("in"), "/")) {
            for (int i = 0; i < MESSAGES; i++) {
                client.text(to(i % 3 == 0 ? "prices" : "orders", i));
            }
            try (ScriptedBackend.Peer price = prices.next();
                    ScriptedBackend.Peer order = orders.next()) {
                for (int i = 0; i < MESSAGES; i++) {
                    String name = i % 3 == 0 ? "prices" : "orders";
                    ScriptedBackend.Peer peer = i % 3 == 0 ? price : order;
                    assertThat(peer.read().text()).isEqualTo(to(name, i));
                }
            }
            assertThat(List.of(prices.handshakes(), orders.handshakes())).containsExactly(1, 1);
        }
    }

    @Test
    void aBackEndThatRefusesIsTheFaultOfItsMessageOnly() throws Exception {
        prices.answering(request -> ScriptedBackend.Answer.refuse(503));
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("in"), "/")) {
            client.text(to("prices", 1));
            assertThat(client.read().text().replace(" ", "")).isEqualTo("{\"failed\":true}");
            client.text(to("orders", 2));
            try (ScriptedBackend.Peer order = orders.next()) {
                assertThat(order.read().text()).isEqualTo(to("orders", 2));
                prices.answering(request -> ScriptedBackend.Answer.accept(""));
                client.text(to("prices", 3));
                try (ScriptedBackend.Peer price = prices.next()) {
                    assertThat(price.read().text()).isEqualTo(to("prices", 3));
                }
            }
        }
    }

    @Test
    void aBackEndThatClosesIsConnectedAnewByTheNextMessageForIt() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("in"), "/")) {
            for (int round = 0; round < 3; round++) {
                client.text(to("orders", round));
                try (ScriptedBackend.Peer order = orders.next()) {
                    assertThat(order.read().text()).isEqualTo(to("orders", round));
                    if (round == 1) {
                        order.close(); // without a close frame
                    } else {
                        order.close(1000, "enough");
                    }
                    await().until(() -> backends().isEmpty());
                }
            }
            assertThat(orders.handshakes()).isEqualTo(3);
            client.text(to("prices", 9));
            try (ScriptedBackend.Peer price = prices.next()) {
                assertThat(price.read().text()).isEqualTo(to("prices", 9));
                price.text("here");
                assertThat(client.read().text()).isEqualTo("here");
            }
        }
    }

    @Test
    void allBackEndsHearOfTheEndOfTheClient() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("in"), "/")) {
            client.text(to("orders", 1));
            client.text(to("prices", 2));
            try (ScriptedBackend.Peer order = orders.next();
                    ScriptedBackend.Peer price = prices.next()) {
                order.read();
                price.read();
                client.close(1000, "bye");
                assertThat(order.read().closeCode()).isEqualTo(1000);
                assertThat(price.read().closeCode()).isEqualTo(1000);
            }
        }
    }

    @Test
    void theBackEndOfTheHandshakeIsTheMainOneWhoseEndIsThatOfTheSession() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("all"), "/");
                ScriptedBackend.Peer other = others.next()) {
            client.text(to("orders", 1));
            try (ScriptedBackend.Peer order = orders.next()) {
                order.read();
                other.close(4001, "over");
                RawWebSocket.Frame close = client.read();
                assertThat(close.closeCode()).isEqualTo(4001);
            }
        }
    }
}
