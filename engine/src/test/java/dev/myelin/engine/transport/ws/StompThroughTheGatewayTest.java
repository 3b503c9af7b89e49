package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.FreePorts;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A STOMP client talks to a broker through both tiers. */
class StompThroughTheGatewayTest {
    private static StompBroker broker;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        broker = StompBroker.start(FreePorts.next());
        engine = Artefacts.engine(
                inbound("relayed", "relayed"),
                inbound("mediated", "mediated"),
                inbound("listed", "relayed", "ws.subprotocols=v11.stomp"),
                sequence("relayed", send(broker.address())),
                sequence("mediated", Artefacts.property("seen", "true") + send(broker.address())));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        broker.close();
    }

    private static StompClient connect(String inbound, String... subprotocols) throws Exception {
        return StompClient.connect(URI.create("ws://localhost:" + engine.wsPort(inbound) + "/stomp"), subprotocols);
    }

    @ParameterizedTest
    @CsvSource({
        "relayed, v12.stomp, 1.2",
        "relayed, v11.stomp, 1.1",
        "mediated, v12.stomp, 1.2",
        "mediated, v11.stomp, 1.1"
    })
    void messagesPassBothWaysInOrder(String inbound, String subprotocol, String version) throws Exception {
        String queue = "orders-" + inbound + "-" + version;
        try (StompClient client = connect(inbound, subprotocol)) {
            assertThat(client.subprotocol()).isEqualTo(subprotocol);
            client.send("CONNECT", "", "accept-version:" + version, "host:localhost", "heart-beat:0,0");
            assertThat(client.expect("CONNECTED").headers()).containsEntry("version", version);
            client.send("SUBSCRIBE", "", "id:1", "destination:" + queue, "ack:auto", "receipt:subscribed");
            assertThat(client.expect("RECEIPT").headers()).containsEntry("receipt-id", "subscribed");
            for (int i = 0; i < 100; i++) {
                client.send("SEND", "order " + i + " \u2713", "destination:" + queue);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(client.expect("MESSAGE").body()).isEqualTo("order " + i + " \u2713");
            }
            client.send("DISCONNECT", "", "receipt:bye");
            assertThat(client.expect("RECEIPT").headers()).containsEntry("receipt-id", "bye");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "mediated"})
    void aLargeMessagePasses(String inbound) throws Exception {
        String queue = "large-" + inbound;
        String body = "x".repeat(40_000);
        try (StompClient client = connect(inbound, "v12.stomp")) {
            client.send("CONNECT", "", "accept-version:1.2", "host:localhost");
            client.expect("CONNECTED");
            client.send("SUBSCRIBE", "", "id:1", "destination:" + queue);
            client.send("SEND", body, "destination:" + queue);
            assertThat(client.expect("MESSAGE").body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "mediated"})
    void whatTheBrokerComplainsAboutReachesTheClientWithTheEnd(String inbound) throws Exception {
        try (StompClient client = connect(inbound, "v12.stomp")) {
            client.send("CONNECT", "", "accept-version:9.9", "host:localhost");
            client.expect("ERROR");
            assertThat(client.closeCode()).isPositive();
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(broker.connections()).isZero());
    }

    @Test
    void theBrokerAgreesToWhatIsAllowedOnly() throws Exception {
        try (StompClient client = connect("listed", "v12.stomp", "v11.stomp")) {
            assertThat(client.subprotocol()).isEqualTo("v11.stomp");
        }
    }
}
