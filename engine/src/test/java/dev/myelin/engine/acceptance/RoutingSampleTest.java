package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.samples.EchoBackend;
import dev.myelin.samples.RpcBackend;
import dev.myelin.samples.TickerBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The sample routing-by-content, with what its README shows. */
class RoutingSampleTest {
    @Test
    void oneSessionHasThreeBackEndsAndOutlivesOneThatIsNotThere() throws Exception {
        try (EngineHarness engine = EngineHarness.start(conf -> Folders.copy("samples/routing-by-content", conf));
                EchoBackend echo = EchoBackend.start("localhost", engine.wsPort("8082"), "/websocket");
                RpcBackend rpc =
                        RpcBackend.start("localhost", engine.wsPort("8085"), "/rpc", RpcBackend.Order.AS_ASKED);
                JdkWebSocket desk = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9099") + "/desk")) {
            assertThat(engine.engine().diagnostics()).isEmpty();
            String hello = "{\"to\": \"echo\", \"text\": \"hello\"}";
            assertThat(desk.text(hello).nextText()).isEqualTo(hello);
            assertThat(desk.text("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"add\", \"params\": [1, 2]}")
                            .nextText())
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":3}");
            assertThat(desk.text("{\"to\": \"ticks\"}").nextText()).isEqualTo("{\"unreachable\": 101503}");
            try (TickerBackend ticker = TickerBackend.start(
                    "localhost", engine.wsPort("8084"), "/ticks", Duration.ofMillis(50), TickerBackend.Begin.CONNECT)) {
                assertThat(desk.text("{\"to\": \"ticks\"}").nextText()).isEqualTo("{\"tick\":1}");
            }
        }
    }
}
