package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code iterate}, {@code clone} and {@code aggregate} for messages of WebSocket clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplittingFramesTest {
    private static final String TARGET = "<target><sequence><respond/></sequence></target>";

    private Lab lab;

    private static String inbound(String name, String mediators) {
        return "<inboundEndpoint name=\"" + name + "\" protocol=\"ws\" sequence=\"" + name + "\"><parameters>"
                + "<parameter name=\"inbound.ws.port\">@port:" + name + "@</parameter>"
                + "<parameter name=\"ws.outflow.dispatch.sequence\">out</parameter></parameters></inboundEndpoint>"
                + "<sequence name=\"" + name + "\"><filter xpath=\"get-property('websocket.event.type') = 'MESSAGE'\">"
                + "<then>" + mediators + "</then></filter></sequence>";
    }

    @BeforeAll
    void start() {
        String items = "<iterate id=\"i\" expression=\"json-eval($)\">";
        lab = Lab.start("<sequence name=\"out\"><respond/></sequence>"
                + inbound("each", items + TARGET + "</iterate>")
                + inbound("copies", "<clone>" + TARGET + TARGET + "</clone>")
                + inbound(
                        "whole",
                        items
                                + "<target><sequence><call><endpoint key=\"Backend\"/></call></sequence></target></iterate>"
                                + "<aggregate id=\"i\"><onComplete expression=\"json-eval($)\"><respond/></onComplete>"
                                + "</aggregate>"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private List<String> exchange(String name, int answers, String... messages) throws IOException {
        List<String> got = new ArrayList<>();
        try (RawWebSocket client = RawWebSocket.connect(lab.engine.wsPort(name), "/")) {
            for (String message : messages) {
                client.text(message);
            }
            for (int i = 0; i < answers; i++) {
                got.add(client.readText());
            }
        }
        return got;
    }

    @Test
    void everyPartMayBeAnsweredWithAFrame() throws IOException {
        assertThat(exchange("each", 4, "[1,2,3]", "[4]")).containsExactly("1", "2", "3", "4");
    }

    @Test
    void copiesOfAFrameAreFramesOfTheirOwn() throws IOException {
        assertThat(exchange("copies", 4, "a", "b")).containsExactly("a", "a", "b", "b");
    }

    @Test
    void messagesStayInOrderWhileTheirPartsAreCalled() throws IOException {
        assertThat(exchange("whole", 2, "[1,2]", "[3]")).containsExactly("[1,2]", "[3]");
    }
}
