package dev.myelin.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.transport.ws.settings.Binding;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where inbound endpoints listen, and which places exclude each other. */
class PortsTest {
    private static final String SEQUENCES = "<sequence name='main'><respond/></sequence>";

    @Test
    void thePlaceOfAnEndpoint() {
        assertThat(settings(inbound("a", "ws", "inbound.ws.port=1"))).returns(1, InboundSettings::port);
        assertThat(binding("ws", "inbound.ws.port=1")).isEqualTo(Binding.WEBSOCKET_PORT);
        assertThat(binding("ws", "ws.listener=http", "ws.path=/a")).isEqualTo(Binding.HTTP_LISTENER);
        assertThat(binding("ws", "ws.listener=HTTPS", "ws.path=/a")).isEqualTo(Binding.HTTPS_LISTENER);
        assertThat(binding("httpws", "port=7")).isEqualTo(Binding.HTTP_PORT);
        assertThat(settings(inbound("a", "httpws", "port=7")).port()).isEqualTo(7);
        assertThat(settings(inbound("a", "httpws", "inbound.ws.port=7")).port()).isEqualTo(7);
    }

    @Test
    void aListenerTakesAPathAndNoPort() {
        assertThat(errors(inbound("a", "ws", "ws.listener=http")))
                .containsExactly(
                        "MYL-3002 ws.path: none (expected: a path with ws.listener, which other paths stay free of)");
        assertThat(errors(inbound("a", "ws", "ws.listener=http", "ws.path=/a", "inbound.ws.port=9092")))
                .containsExactly(
                        "MYL-3002 inbound.ws.port: 9092 (expected: none with ws.listener, which binds to the port"
                                + " of that listener)");
        assertThat(errors(inbound("a", "ws", "ws.listener=ftp", "ws.path=/a")))
                .containsExactly("MYL-3002 ws.listener: ftp (expected: http or https)");
        assertThat(errors(inbound("a", "wss", "ws.listener=http", "ws.path=/a")))
                .containsExactly("MYL-3002 ws.listener: http (expected: https with protocol wss)");
        assertThat(errors(inbound("a", "wss", "ws.listener=https", "ws.path=/a")))
                .isEmpty();
        assertThat(errors(inbound("a", "httpws", "port=1", "ws.listener=http", "ws.path=/a")))
                .containsExactly(
                        "MYL-3002 ws.listener: (expected: none with protocol httpws, which has a port of its own)");
    }

    @Test
    void aPathOfAListenerIsTakenOnce() {
        assertThat(errors(
                        inbound("a", "ws", "ws.listener=http", "ws.path=/a"),
                        inbound("b", "ws", "ws.listener=https", "ws.path=/a"),
                        inbound("c", "ws", "ws.listener=http", "ws.path=/a")))
                .containsExactly(
                        "MYL-2042 inboundEndpoint c: ws.listener http, path /a (expected: a port and path of its"
                                + " own; inboundEndpoint a has these)");
    }

    @Test
    void aPortHasOneProtocolAndIsNotThatOfTheHttpListener() {
        assertThat(errors(inbound("a", "ws", "inbound.ws.port=1", "ws.path=/a"), inbound("b", "httpws", "port=1")))
                .containsExactly(
                        "MYL-2042 inboundEndpoint b: port 1 (expected: a port of its own; inboundEndpoint a serves"
                                + " ws there)");
        assertThat(errors(inbound("a", "httpws", "port=8290")))
                .containsExactly("MYL-2042 inboundEndpoint a: port 8290 (expected: another port; the HTTP listener has"
                        + " it, which ws.listener binds to)");
        assertThat(errors(inbound("a", "httpws", "port=1", "ws.path=/a"), inbound("b", "httpws", "port=1")))
                .isEmpty();
    }

    @Test
    void httpwsNeedsAPort() {
        assertThat(errors(inbound("a", "httpws"))).hasSize(1).first().asString().startsWith("MYL-3003");
        assertThat(errors(inbound("a", "httpws", "port=x")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("MYL-3002");
    }

    private static Binding binding(String protocol, String... parameters) {
        return settings(inbound("a", protocol, parameters)).address().binding();
    }

    private static InboundSettings settings(String inbound) {
        return Testbed.compile(SEQUENCES, inbound).inboundEndpoints().get(0).settings();
    }

    private static List<String> errors(String... inbounds) {
        return Testbed.compile(SEQUENCES, String.join("\n", inbounds)).diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(found -> found.code() + " " + found.message())
                .toList();
    }

    private static String inbound(String name, String protocol, String... parameters) {
        StringBuilder xml = new StringBuilder("<inboundEndpoint name='" + name + "' protocol='" + protocol + "'>");
        xml.append("<parameters>");
        for (String parameter : parameters) {
            int sign = parameter.indexOf('=');
            xml.append("<parameter name='")
                    .append(parameter, 0, sign)
                    .append("'>")
                    .append(parameter.substring(sign + 1))
                    .append("</parameter>");
        }
        return xml.append("</parameters></inboundEndpoint>").toString();
    }
}
