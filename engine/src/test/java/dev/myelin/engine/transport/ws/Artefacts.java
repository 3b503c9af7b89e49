package dev.myelin.engine.transport.ws;

import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import java.util.function.UnaryOperator;

/** XML of artefacts that many tests need. */
final class Artefacts {
    static final String SENDER =
            "[transport.ws]\nsender.enable = true\nsender.outflow_dispatch_sequence = \"poolOut\"\n";
    static final String OUT = "<sequence name='out'><respond/></sequence>";

    private Artefacts() {}

    /** An inbound endpoint on {@code @port:NAME@} with {@code parameters} such as {@code ws.path=/a}. */
    static String inbound(String name, String sequence, String... parameters) {
        return inboundAt(name, name, sequence, parameters);
    }

    /** An inbound endpoint on {@code @port:PORT@}. */
    static String inboundAt(String port, String name, String sequence, String... parameters) {
        StringBuilder xml = new StringBuilder();
        xml.append("<inboundEndpoint name='")
                .append(name)
                .append("' sequence='")
                .append(sequence);
        xml.append("' protocol='ws'");
        for (String each : parameters) {
            if (each.startsWith("onError=")) {
                xml.append(" onError='").append(each.substring(8)).append("'");
            }
        }
        xml.append("><parameters>");
        parameter(xml, "inbound.ws.port", "@port:" + port + "@");
        boolean named = false;
        for (String each : parameters) {
            int sign = each.indexOf('=');
            if (each.startsWith("onError=")) {
                continue;
            }
            named |= each.startsWith("ws.outflow.dispatch.sequence=");
            parameter(xml, each.substring(0, sign), each.substring(sign + 1));
        }
        if (!named) {
            parameter(xml, "ws.outflow.dispatch.sequence", "out");
        }
        return xml.append("</parameters></inboundEndpoint>").toString();
    }

    private static void parameter(StringBuilder xml, String name, String value) {
        xml.append("<parameter name='").append(name).append("'>").append(value).append("</parameter>");
    }

    static String sequence(String name, String content) {
        return "<sequence name='" + name + "'>" + content + "</sequence>";
    }

    static String proxy(String name, String inSequence) {
        return "<proxy name='" + name + "' transports='http'><target><inSequence>" + inSequence
                + "</inSequence><outSequence><respond/></outSequence></target></proxy>";
    }

    static String send(String address) {
        return "<send><endpoint><address uri='" + address + "'/></endpoint></send>";
    }

    static String call(String address) {
        return "<call><endpoint><address uri='" + address + "'/></endpoint></call>";
    }

    static String property(String name, String value) {
        return "<property name='" + name + "' value='" + value + "'/>";
    }

    static String axis2(String name, String value) {
        return "<property name='" + name + "' value='" + value + "' scope='axis2'/>";
    }

    /** {@code content} for the handshake message, {@code otherwise} for the others. */
    static String onHandshake(String content, String otherwise) {
        return when("websocket.source.handshake.present", content, otherwise);
    }

    static String when(String property, String content, String otherwise) {
        return "<filter source=\"get-property('" + property + "')\" regex='true'><then>" + content + "</then><else>"
                + otherwise + "</else></filter>";
    }

    /** A message that says {@code format} with XPath {@code arguments}. */
    static String text(String format, String... arguments) {
        StringBuilder xml =
                new StringBuilder("<payloadFactory media-type='text'><format>" + format + "</format><args>");
        for (String argument : arguments) {
            xml.append("<arg evaluator='xml' expression=\"").append(argument).append("\"/>");
        }
        return xml.append("</args></payloadFactory>").toString();
    }

    static String get(String property) {
        return "get-property('" + property + "')";
    }

    /** An engine whose ws sender is on. */
    static EngineHarness engine(String... artefacts) {
        return EngineHarness.start(conf -> conf.toml(SENDER).definitions(String.join("\n", artefacts) + OUT));
    }

    /** The same, with an out sequence that looks at messages: nothing is relayed. */
    static EngineHarness mediating(String... artefacts) {
        String out = sequence("out", property("seen", "true") + "<respond/>");
        return EngineHarness.start(conf -> conf.toml(SENDER).definitions(String.join("\n", artefacts) + out));
    }

    static EngineHarness engine(UnaryOperator<ConfFolder> files) {
        return EngineHarness.start(files);
    }
}
