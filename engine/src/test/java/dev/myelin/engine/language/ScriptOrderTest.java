package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Messages of one WebSocket connection that go through a worker. */
class ScriptOrderTest {
    private static final int MESSAGES = 60;

    @Test
    void scriptsThatTakeDifferentTimesKeepTheOrderOfTheMessages() throws IOException {
        String artefacts = """
                <inboundEndpoint name="in" sequence="run" protocol="ws"><parameters>
                  <parameter name="inbound.ws.port">@port:ws@</parameter>
                  <parameter name="ws.default.content.type">application/json</parameter>
                  <parameter name="ws.outflow.dispatch.sequence">run</parameter>
                </parameters></inboundEndpoint>
                <sequence name="run">
                  <filter xpath="get-property('websocket.event.type') = 'MESSAGE'"><then>
                    <script language="js"><![CDATA[
                      var m = mc.getPayloadJSON();
                      for (var i = 0; i < m.work; i++) { m.n = m.n + 0; }
                      mc.setPayloadJSON({done: m.n});
                    ]]></script>
                    <respond/>
                  </then></filter>
                </sequence>
                """;
        try (EngineHarness engine = EngineHarness.start(conf -> conf.definitions(artefacts));
                RawWebSocket client = RawWebSocket.open(engine.wsPort("ws"), "/")) {
            for (int i = 0; i < MESSAGES; i++) {
                client.text("{\"n\":" + i + ",\"work\":" + (i % 3 == 0 ? 20_000 : 1) + "}");
            }
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(client.readText()).isEqualTo("{\"done\":" + i + "}");
            }
        }
    }
}
