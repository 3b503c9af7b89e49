package dev.myelin.engine.compiler;

import static dev.myelin.engine.compiler.Testbed.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.transport.ws.settings.InboundSettings.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** Which sequences are relayed, and what {@code explain} says of those that are not. */
class TiersTest {
    private static final String TARGET = "<endpoint><address uri='ws://localhost:8082/websocket'/></endpoint>";
    private static final String SEND = "<send>" + TARGET + "</send>";
    private static final String HANDSHAKE = "get-property('websocket.source.handshake.present')";

    /** INFO and above, as in an engine. */
    private static final LogLevels INFO = (logger, level) -> level.toInt() >= Level.INFO.toInt();

    @ParameterizedTest
    @ValueSource(
            strings = {
                SEND,
                "<send><endpoint key='Named'/></send>",
                "<send><endpoint key='Alias'/></send>",
                "<send><endpoint key='Upgraded'/></send>",
                SEND + "<drop/>" + SEND,
                "<log level='full' category='DEBUG'/>" + SEND,
                "<property name='OUT_ONLY' value='true'/>" + SEND,
                "<property name='OUT_ONLY' value='true' type='BOOLEAN' scope='default'/>" + SEND,
                "<property name='websocket.accept.contenType' scope='axis2' value='text/plain'/>" + SEND,
                "<property name='websocket.accept.contentType' scope='axis2' value='text/plain'/>" + SEND,
                "<property name='FORCE_SC_ACCEPTED' scope='axis2' type='BOOLEAN' value='true'/>" + SEND,
                "<property name='websocket.custom.header.X-User' scope='axis2' expression=\"$ctx:X-User\"/>" + SEND,
                "<property name='websocket.custom.header.Authorization' scope='axis2'"
                        + " expression=\"fn:concat('Bearer ', get-property('query.param.token'))\"/>" + SEND,
                "<property name='websocket.custom.header.X' scope='axis2' action='remove'/>" + SEND,
                "<propertyGroup><property name='OUT_ONLY' value='true'/></propertyGroup>" + SEND,
                "<sequence key='sends'/>",
                "<filter source=\"" + HANDSHAKE + "\" regex='true'><then><log/><drop/></then><else>" + SEND
                        + "</else></filter>",
                "<filter source=\"" + HANDSHAKE + "\" regex='true'><then sequence='logs'/><else sequence='sends'/>"
                        + "</filter>",
                "<filter xpath=\"" + HANDSHAKE + " = 'true'\"><log/></filter>" + SEND,
                "<filter xpath=\"not(" + HANDSHAKE + "='true')\"><then>" + SEND + "</then></filter>",
                "<filter xpath=\"$ctx:connection.terminate = true()\"><then><log/></then></filter>" + SEND,
                "<filter xpath=\"" + HANDSHAKE + " or $axis2:connection.terminate\"><then><log/></then><else>" + SEND
                        + "</else></filter>",
                "<filter xpath=\"" + HANDSHAKE + "='true' and $ctx:X-Key='a'\"><then><log/></then></filter>" + SEND,
                "<filter xpath=\"get-property('websocket.event.type') = 'MESSAGE'\"><then>" + SEND + "</then></filter>",
                "<switch source=\"" + HANDSHAKE + "\"><case regex='true'><call><endpoint><address"
                        + " uri='http://auth/'/></endpoint></call></case><default>" + SEND + "</default></switch>",
                "<switch source=\"get-property('axis2', 'connection.terminate')\"><case regex='true'><drop/></case>"
                        + "<case regex=''>" + SEND + "</case><default><log/></default></switch>",
                "<switch source='$ctx:source.handshake.present'><default>" + SEND + "</default></switch>",
                "<in>" + SEND + "</in><out><log/><respond/></out>"
            })
    void relaysWhatIsOnlySent(String mediators) {
        assertThat(tier(mediators, "<respond/>")).isEqualTo("relay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<respond/>",
                "<send/>",
                "<log category='DEBUG'/><respond/>",
                "<respond/><log/>",
                "<sequence key='responds'/>",
                "<filter xpath=\"get-property('websocket.target.handshake.present') = 'true'\"><then><log/></then>"
                        + "<else><respond/></else></filter>",
                "<property name='OUT_ONLY' value='true'/><respond/>",
                "<in><log/></in><out><send/></out>"
            })
    void relaysWhatIsOnlyGivenBack(String mediators) {
        assertThat(tier(SEND, mediators)).isEqualTo("relay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<log/>@log",
                "<log level='full'/>@log",
                "<property name='messageType' scope='axis2' value='text/xml'/>@property",
                "<property name='websocket.accept.contenType' value='text/xml'/>@property",
                "<property name='OUT_ONLY' expression='//x'/>@property",
                "<property name='OUT_ONLY' expression='$ctx:n' type='INTEGER'/>@property",
                "<propertyGroup><property name='a' value='b'/></propertyGroup>@property",
                "<header name='a' value='b' scope='transport'/>@header",
                "<payloadFactory media-type='json'><format>{}</format></payloadFactory>@payloadFactory",
                "<call><endpoint key='Http'/></call>@call",
                "<filter xpath='//item'><then/></filter>@filter",
                "<filter xpath=\"$ctx:X-Key='a'\"><then/></filter>@filter",
                "<filter source='json-eval($.a)' regex='1'><then/></filter>@filter",
                "<switch source=\"json-eval($.type)\"><case regex='a'/></switch>@switch",
                "<sequence key=\"{get-property('X')}\"/>@sequence",
                "<sequence key='logs'/>@logs",
                "<respond/>@respond",
                "<in><log/></in>@log",
                "<call-template target='sends'/>@call-template",
                "<call-template target='nowhere'/>@call-template",
                "<loopback/>@loopback",
                "<throwError type='a' errorMessage='b'/>@throwError",
                "<makefault version='pox'><reason value='a'/></makefault>@makefault",
                "<variable name='a' value='b'/>@variable",
                "<enrich><source type='body'/><target type='property' property='a'/></enrich>@enrich",
                "<send/>@send",
                SEND + "@send"
            })
    void namesTheMediatorThatNeedsMessages(String given) {
        String[] parts = given.split("@");
        String tier = tier(parts[0] + SEND, "<respond/>");
        String expected = parts[1].equals("logs") ? "logs: <log> at test.xml:" : "in: <" + parts[1] + "> at test.xml:";
        assertThat(tier).startsWith("mediated (" + expected).matches(".*:\\d+:\\d+\\)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<log/><respond/>@log",
                "<respond/><respond/>@",
                "<send/><respond/>@respond",
                SEND + "@send",
                "<property name='errorCode' value='4000'/><respond/>@property",
                "<filter xpath='//a'><then><respond/></then></filter>@filter"
            })
    void namesTheMediatorThatNeedsReplies(String given) {
        String[] parts = given.split("@");
        String expected = parts.length == 1 ? "relay" : "mediated (out: <" + parts[1] + "> at test.xml:";
        assertThat(tier(SEND, parts[0])).startsWith(expected);
    }

    @Test
    void needsOneTargetAndOneAnswer() {
        assertThat(tier("<property name='OUT_ONLY' value='true'/>", "<respond/>"))
                .isEqualTo("mediated (in: no <send> to a WebSocket endpoint)");
        assertThat(tier("<drop/>" + SEND, "<respond/>")).contains("no <send>");
        assertThat(tier(SEND, "<drop/>")).isEqualTo("mediated (out: no <respond>)");
        assertThat(tier("<send><endpoint key='Http'/></send>", "<respond/>")).contains("in: <send> at");
        assertThat(tier("<send><endpoint key='Nowhere'/></send>", "<respond/>")).contains("in: <send> at");
        assertThat(tier("<send><endpoint key=\"{$ctx:x}\"/></send>", "<respond/>"))
                .contains("in: <send> at");
        assertThat(tier("<send receive='out'>" + TARGET + "</send>", "<respond/>"))
                .contains("in: <send> at");
        for (String kind : List.of("Http", "Template", "ByTo", "Several", "Balanced", "WithFormat")) {
            assertThat(tier("<send><endpoint key='" + kind + "'/></send>", "<respond/>"))
                    .contains("in: <send> at");
        }
        assertThat(tier("<sequence key='nowhere'/>", "<respond/>"))
                .isEqualTo("mediated (sequence nowhere is not there)");
    }

    @Test
    void doesNotRelayASessionWithAnotherBackEnd() {
        String other = "<send><endpoint><address uri='ws://other/'/></endpoint></send>";
        assertThat(tier(
                        "<filter xpath=\"" + HANDSHAKE + "='true'\"><then>" + other + "</then></filter>" + SEND,
                        "<respond/>"))
                .startsWith("mediated (in: <send> at test.xml:")
                .endsWith(", at the handshake)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<in><send><endpoint><address uri='ws://other/'/></endpoint></send></in>@send",
                "<call-template target='elsewhere'/>@send",
                "<call-template target=\"{$ctx:a}\"/>@call-template",
                "<loopback/>@loopback",
                "<send/>@send",
                "<send><endpoint key='Several'/></send>@send",
                "<send><endpoint key='Balanced'/></send>@send",
                "<send><endpoint key='ByTo'/></send>@send",
                "<call><endpoint key-expression='$ctx:a'/></call>@call",
                "<call><endpoint key='Anywhere'/></call>@call",
                "<send><endpoint key='Upgraded'/></send>@send",
                "<cache><onCacheHit><send><endpoint key='Named'/></send></onCacheHit></cache>@send",
                "<cache><onCacheHit sequence='named'/></cache>@send",
                "<throttle id='a'><onAccept><send><endpoint key='Named'/></send></onAccept><onReject/></throttle>@send",
                "<throttle id='a' onReject='named'><onAccept/></throttle>@send",
                "<conditionalRouter><conditionalRoute><condition><match xmlns='' type='header' source='a' regex='b'/>"
                        + "</condition><target sequence='named'/></conditionalRoute></conditionalRouter>@send",
                "<iterate expression='//a'><target><sequence><send><endpoint key='Named'/></send></sequence></target>"
                        + "</iterate>@send",
                "<clone><target sequence='named'/></clone>@send",
                "<clone><target endpoint='Named'/></clone>@clone",
                "<clone><target sequence=\"{$ctx:a}\"/></clone>@clone",
                "<validate><schema key='x'/><on-fail><send><endpoint key='Named'/></send></on-fail></validate>@send"
            })
    void doesNotRelayASessionThatMayHaveAnotherBackEnd(String given) {
        String[] parts = given.split("@");
        assertThat(tier(atHandshake(parts[0]) + SEND, "<respond/>"))
                .contains(": <" + parts[1] + "> at test.xml:")
                .endsWith(", at the handshake)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<call-template target='sends'/>",
                "<in><call><endpoint key='Http'/></call></in>",
                "<call><endpoint key='Template'/></call>",
                "<cache><onCacheHit sequence='sends'/></cache>",
                "<clone><target sequence='sends'/><target endpoint='Http'/></clone>",
                "<enrich><source type='body'/><target type='property' property='a'/></enrich>",
                "<out/><throwError type='a' errorMessage='b'/>"
            })
    void doesNotMindWhatElseAHandshakeRuns(String mediators) {
        assertThat(tier(atHandshake(mediators) + SEND, "<respond/>")).isEqualTo("relay");
    }

    private static String atHandshake(String mediators) {
        return "<filter xpath=\"" + HANDSHAKE + "='true'\"><then>" + mediators + "</then></filter>";
    }

    @Test
    void needsParametersThatLeaveMessagesAlone() {
        assertThat(withParameter("ws.client.side.broadcast.level", "1"))
                .matches("mediated \\(parameter ws.client.side.broadcast.level at test.xml:\\d+:\\d+\\)");
        for (String parameter : List.of("ws.pass.through.control.frames", "dispatch.custom.sequence")) {
            assertThat(withParameter(parameter, "true")).contains("(parameter " + parameter + " at");
            assertThat(withParameter(parameter, "false")).isEqualTo("relay");
        }
        for (String parameter : List.of("ws.subprotocol.handler.class", "ws.pipeline.handler.class")) {
            assertThat(withParameter(parameter, "a.B")).contains("(parameter " + parameter + " at");
        }
        assertThat(withParameter("ws.slow.consumer", "close")).contains("(parameter ws.slow.consumer at");
        assertThat(withParameter("ws.default.content.type", "application/json")).isEqualTo("relay");
        assertThat(withParameter("ws.max.message.size", "1KiB")).isEqualTo("relay");
    }

    /** Messages run neither: only what the connect sequence opens counts. */
    @Test
    void sequencesOfTheEventsDoNotMatterToMessages() {
        String connects = "<parameter name='ws.connect.sequence'>connects</parameter>"
                + "<parameter name='ws.disconnect.sequence'>logs</parameter>";
        for (String same : List.of(SEND, "<log/><call><endpoint key='Http'/></call>" + SEND, "<drop/>")) {
            assertThat(withConnect(same, connects)).isEqualTo("relay");
        }
        assertThat(withConnect("<send><endpoint key='Named'/></send>", connects))
                .startsWith("mediated (connects: <send> at test.xml:")
                .endsWith(", at the handshake)");
        String other = atHandshake("<send><endpoint key='Named'/></send>") + SEND;
        CompiledProject ignored = compile(
                INFO, Testbed.config(true), with(project(other, "<respond/>", connects), sequence("connects", SEND)));
        assertThat(ignored.tiers()).containsEntry("e", "relay");
        assertThat(withConnect("<log/>", "<parameter name='ws.connect.sequence'>nowhere</parameter>"))
                .isEqualTo("relay");
    }

    private static String withConnect(String connect, String parameters) {
        String[] artefacts = with(project(SEND, "<respond/>", parameters), sequence("connects", connect));
        return String.valueOf(
                compile(INFO, Testbed.config(true), artefacts).tiers().get("e"));
    }

    private static String[] with(String[] artefacts, String more) {
        List<String> all = new ArrayList<>(List.of(artefacts));
        all.add(more);
        return all.toArray(String[]::new);
    }

    @Test
    void needsTheSender() {
        CompiledProject project = compile(INFO, Testbed.config(false), project(SEND, "<respond/>", ""));
        assertThat(project.tiers()).containsEntry("e", "mediated (the sender for ws:// is disabled)");
        String secure = "<send><endpoint><address uri='wss://localhost/'/></endpoint></send>";
        var enabled = Testbed.sender(true, Optional.empty());
        var disabled = Testbed.sender(false, Optional.empty());
        assertThat(compile(INFO, Testbed.config(disabled, enabled), project(secure, "<respond/>", ""))
                        .tiers())
                .containsEntry("e", "relay");
    }

    @Test
    void goesByTheLogThatIsInEffect() {
        LogLevels quiet = (logger, level) -> !logger.equals("myelin.log.in") && !logger.equals("myelin.log.out");
        String[] artefacts = project("<log/>" + SEND, "<log level='full'/><respond/>", "");
        assertThat(compile(quiet, Testbed.config(true), artefacts).tiers()).containsEntry("e", "relay");
        artefacts = project("<log/><sequence key='logs'/>" + SEND, "<respond/>", "");
        assertThat(compile(quiet, Testbed.config(true), artefacts).tiers().get("e"))
                .startsWith("mediated (logs: <log> at");
    }

    @Test
    void tellsTheRunTime() {
        CompiledProject relayed = compile(INFO, Testbed.config(true), project(SEND, "<respond/>", ""));
        assertThat(relayed.inboundEndpoints().get(0).settings().dispatch().tier())
                .isEqualTo(Tier.RELAY);
        CompiledProject mediated = compile(INFO, Testbed.config(true), project("<log/>" + SEND, "<respond/>", ""));
        assertThat(mediated.inboundEndpoints().get(0).settings().dispatch().tier())
                .isEqualTo(Tier.MEDIATED);
    }

    @Test
    void takesMainWhereNoSequenceIsNamed() {
        String inbound = "<inboundEndpoint name='e' protocol='ws'><parameters>"
                + "<parameter name='inbound.ws.port'>1</parameter></parameters></inboundEndpoint>";
        assertThat(compile(INFO, Testbed.config(true), inbound, sequence("main", SEND))
                        .tiers()
                        .get("e"))
                .isEqualTo("mediated (main: <send> at test.xml:3:23)");
        assertThat(compile(INFO, Testbed.config(true), inbound).tiers())
                .containsEntry("e", "mediated (sequence main is not there)");
    }

    private static String tier(String in, String out) {
        return String.valueOf(compile(INFO, Testbed.config(true), project(in, out, ""))
                .tiers()
                .get("e"));
    }

    private static String withParameter(String name, String value) {
        String parameter = "<parameter name='" + name + "'>" + value + "</parameter>";
        return String.valueOf(compile(INFO, Testbed.config(true), project(SEND, "<respond/>", parameter))
                .tiers()
                .get("e"));
    }

    private static CompiledProject compile(LogLevels levels, DeploymentConfig config, String... artefacts) {
        return new ProjectCompiler(CompileSettings.offline(new DefaultCamelContext(), levels))
                .compile(Testbed.read(artefacts), config);
    }

    private static String[] project(String in, String out, String parameter) {
        List<String> artefacts = new ArrayList<>(Arrays.asList(
                sequence("in", in),
                sequence("out", out),
                sequence("sends", SEND),
                sequence("named", "<send><endpoint key='Named'/></send>"),
                sequence("logs", "<log/>"),
                sequence("responds", "<respond/>"),
                "<endpoint name='Named'><address uri='ws://localhost:1/'/></endpoint>",
                "<endpoint name='Alias' key='Named'/>",
                "<endpoint name='Http'><address uri='http://localhost:1/'/></endpoint>",
                "<endpoint name='Upgraded'><address uri='http://localhost:1/'/><property name='ws.upgrade'"
                        + " value='true'/></endpoint>",
                "<endpoint name='Template'><http method='get' uri-template='http://localhost/{uri.var.a}'/></endpoint>",
                "<endpoint name='Anywhere'><http uri-template='{uri.var.a}'/></endpoint>",
                "<endpoint name='ByTo'><default/></endpoint>",
                "<endpoint name='WithFormat'><address uri='ws://localhost/' format='pox'/></endpoint>",
                "<endpoint name='Several'><failover><endpoint key='Named'/></failover></endpoint>",
                "<endpoint name='Balanced'><loadbalance><endpoint key='Named'/></loadbalance></endpoint>",
                "<template name='sends'><sequence>" + SEND + "</sequence></template>",
                "<template name='elsewhere'><sequence><send><endpoint key='Named'/></send></sequence></template>",
                "<inboundEndpoint name='e' protocol='ws' sequence='in'><parameters>"
                        + "<parameter name='inbound.ws.port'>1</parameter>"
                        + "<parameter name='ws.outflow.dispatch.sequence'>out</parameter>" + parameter
                        + "</parameters></inboundEndpoint>"));
        return artefacts.toArray(String[]::new);
    }
}
