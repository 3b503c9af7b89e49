package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import java.io.IOException;

/** The sample echo back-end behind an engine, reachable through each tier. */
final class EchoGateway implements AutoCloseable {
    private final EchoBackend echo = EchoBackend.start("127.0.0.1", 0, "/echo");
    private final EngineHarness engine;

    /** Which tier a client comes through. */
    enum Tier {
        RELAY,
        MEDIATED
    }

    private EchoGateway(String other, String... parameters) {
        String toEcho = send("ws://127.0.0.1:" + echo.port() + "/echo");
        engine = Artefacts.engine(
                inbound("RELAY", "relay", parameters),
                inbound("MEDIATED", "mediated", parameters),
                inbound("RELAY-other", "relayOther", parameters),
                inbound("MEDIATED-other", "mediatedOther", parameters),
                sequence("relay", toEcho),
                sequence("mediated", property("seen", "true") + toEcho),
                sequence("relayOther", send(other)),
                sequence("mediatedOther", property("seen", "true") + send(other)));
    }

    /** Starts both, with {@code parameters} for the inbound endpoints. */
    static EchoGateway start(String... parameters) {
        return new EchoGateway("ws://127.0.0.1:1/", parameters);
    }

    /** The same with another back-end beside the echo. */
    static EchoGateway startWith(String other, String... parameters) {
        return new EchoGateway(other, parameters);
    }

    EngineHarness engine() {
        return engine;
    }

    int port(Tier tier) {
        return engine.wsPort(tier.name());
    }

    /** The port behind which is the other back-end. */
    int portOfOther(Tier tier) {
        return engine.wsPort(tier.name() + "-other");
    }

    /** Whether all clients that are connected come through {@code tier}. */
    boolean isTier(Tier tier) {
        return engine.engine().sessions().all().stream()
                .allMatch(session -> ((WsSession) session).relay() != null == (tier == Tier.RELAY));
    }

    RawWebSocket connect(Tier tier, String... headers) throws IOException {
        return RawWebSocket.open(port(tier), "/", headers);
    }

    /** Runs a case and checks what came back. */
    void run(Tier tier, ConformanceCase each) throws Exception {
        try (RawWebSocket client = connect(tier)) {
            each.run(client);
        }
    }

    @Override
    public void close() {
        engine.close();
        echo.close();
    }
}
