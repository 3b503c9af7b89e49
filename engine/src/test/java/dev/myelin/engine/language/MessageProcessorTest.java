package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.mediator.processor.MessageProcessors.State;
import dev.myelin.engine.testkit.RecordingBackend.Request;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code messageStore}, {@code store} and {@code messageProcessor}: what waits, what is sent, and what is sent again. */
class MessageProcessorTest {
    private static final String FORWARDING =
            "org.apache.synapse.message.processor.impl.forwarder.ScheduledMessageForwardingProcessor";
    private static final String SAMPLING = "org.apache.synapse.message.processor.impl.sampler.SamplingProcessor";
    private static final String STORE = "<messageStore name=\"Waiting\"/>";
    private static final String PUT = Lab.proxy("put", "<store messageStore=\"Waiting\"/>");

    private static String processor(String type, String attributes, String... parameters) {
        StringBuilder text = new StringBuilder(
                "<messageProcessor name=\"P\" messageStore=\"Waiting\" class=\"" + type + "\" " + attributes + ">");
        for (int i = 0; i < parameters.length; i += 2) {
            text.append("<parameter name=\"" + parameters[i] + "\">" + parameters[i + 1] + "</parameter>");
        }
        return text + "</messageProcessor>";
    }

    private static String forwarder(String... parameters) {
        return processor(FORWARDING, "targetEndpoint=\"Backend\"", parameters);
    }

    private static String says(String name, String text) {
        return "<sequence name=\"" + name + "\"><log level=\"custom\"><property name=\"said\" expression=\"fn:concat('"
                + name + " ', " + text + ")\"/></log></sequence>";
    }

    private static List<String> bodies(Lab lab) {
        return lab.backend.requests().stream().map(Request::body).toList();
    }

    private static int size(Lab lab) {
        return lab.engine.engine().messageStores().find("Waiting").orElseThrow().size();
    }

    private static State state(Lab lab) {
        return lab.engine.engine().messageProcessors().state("P").orElseThrow();
    }

    @Test
    void messagesAreDeliveredInTheirOrderAndLeaveTheStoreThen() {
        try (Lab lab = Lab.start(STORE + PUT + forwarder("interval", "10"))) {
            assertThat(lab.engine.engine().diagnostics()).isEmpty();
            for (String body : List.of("one", "two", "three")) {
                assertThat(lab.post("put", "text/plain", body).statusCode()).isEqualTo(202);
            }

            await().until(() -> size(lab) == 0);

            assertThat(bodies(lab)).containsExactly("one", "two", "three");
            assertThat(lab.backend.last().header("Content-Type")).startsWith("text/plain");
        }
    }

    @Test
    void aReplyRunsTheReplySequenceWithThePropertiesOfTheMessage() {
        String put =
                Lab.proxy("put", "<property name=\"who\" value=\"me\"/><store messageStore=\"Waiting\"/><respond/>");
        try (Lab lab = Lab.start(STORE
                + put
                + says("Reply", "$ctx:who, ' ', $trp:X-Asked, ' ', $axis2:HTTP_SC, ' ', $body")
                + forwarder("interval", "10", "message.processor.reply.sequence", "Reply"))) {
            lab.backend.answers("/named", 201, "text/plain", "taken");

            assertThat(lab.post("put", "text/plain", "x").body()).isEqualTo("x");

            await().untilAsserted(() -> assertThat(lab.engine.log().containing("said = Reply me  201 taken"))
                    .hasSize(1));
        }
    }

    @Test
    void aMessageNamesTheEndpointWhereTheProcessorDoesNot() {
        String put = Lab.proxy(
                "put",
                "<property name=\"target.endpoint\" expression=\"$trp:X-To\"/><store messageStore=\"Waiting\"/>");
        try (Lab lab = Lab.start(STORE + put + processor(FORWARDING, "", "interval", "10"))) {
            lab.post("put", "text/plain", "nowhere");
            lab.post("put", "text/plain", "there", "X-To", "Backend");

            await().until(() -> size(lab) == 0);

            assertThat(bodies(lab)).containsExactly("there");
            assertThat(lab.engine.log().containing("target.endpoint has nowhere to go"))
                    .hasSize(1);
        }
    }

    @Test
    void aMessageThatIsNotTakenIsSentAgainAndNoneOvertakesIt() {
        try (Lab lab = Lab.start(STORE
                + PUT
                + says("Failed", "$ctx:ERROR_CODE, ' ', $ctx:ERROR_MESSAGE")
                + forwarder(
                        "interval",
                        "10",
                        "client.retry.interval",
                        "20",
                        "message.processor.fault.sequence",
                        "Failed"))) {
            lab.backend.answers("/named", 503, "text/plain", "busy");
            lab.post("put", "text/plain", "one");
            lab.post("put", "text/plain", "two");
            await().until(() -> lab.backend.requests().size() > 2);
            assertThat(bodies(lab)).containsOnly("one");
            assertThat(size(lab)).isEqualTo(2);
            await().until(() -> state(lab) == State.PAUSED);

            lab.backend.answers("/named", 200, "text/plain", "ok");

            await().until(() -> size(lab) == 0);
            assertThat(bodies(lab)).endsWith("one", "two");
            assertThat(state(lab)).isEqualTo(State.ACTIVE);
            assertThat(lab.engine.log().containing("said = Failed 401002 The back-end answered with status 503"))
                    .isNotEmpty();
        }
    }

    @Test
    void aProcessorGivesUpAfterItsAttemptsAndTheMessageStays() {
        try (Lab lab = Lab.start(STORE
                + PUT
                + says("GivenUp", "$body")
                + forwarder(
                        "interval",
                        "10",
                        "client.retry.interval",
                        "10",
                        "max.delivery.attempts",
                        "3",
                        "message.processor.deactivate.sequence",
                        "GivenUp"))) {
            lab.backend.answers("/named", 500, "text/plain", "no");
            lab.post("put", "text/plain", "one");

            await().until(() -> state(lab) == State.INACTIVE);
            await().until(() ->
                    !lab.engine.log().containing("said = GivenUp one").isEmpty());
            assertThat(bodies(lab)).containsExactly("one", "one", "one");
            assertThat(size(lab)).isEqualTo(1);
            assertThat(lab.engine.log().containing("ERROR myelin.processor - message processor P: deactivated after 3"))
                    .hasSize(1);

            lab.backend.answers("/named", 200, "text/plain", "yes");
            assertThat(lab.engine.engine().messageProcessors().activate("P")).isTrue();
            await().until(() -> size(lab) == 0);
        }
    }

    @Test
    void aMessageIsDroppedAfterItsAttemptsWhereThatIsWanted() {
        try (Lab lab = Lab.start(STORE
                + PUT
                + forwarder(
                        "interval",
                        "10",
                        "client.retry.interval",
                        "10",
                        "max.delivery.attempts",
                        "2",
                        "max.delivery.drop",
                        "Enabled"))) {
            lab.backend.answers("/named", 404, "text/plain", "no");
            lab.post("put", "text/plain", "one");
            lab.post("put", "text/plain", "two");

            await().until(() -> size(lab) == 0);

            assertThat(bodies(lab)).containsExactly("one", "one", "two", "two");
            assertThat(state(lab)).isEqualTo(State.ACTIVE);
            assertThat(lab.engine.log().containing("is dropped after 2 attempts"))
                    .hasSize(2);
        }
    }

    @Test
    void aMessageGoesToTheStoreOfFailedOnesWhereThereIsOne() {
        try (Lab lab = Lab.start(STORE + "<messageStore name=\"Failed\"/>" + PUT
                + forwarder(
                        "interval",
                        "10",
                        "max.delivery.attempts",
                        "1",
                        "message.processor.failMessagesStore",
                        "Failed"))) {
            lab.backend.answers("/named", 400, "text/plain", "no");
            lab.post("put", "text/plain", "one");

            await().until(() -> size(lab) == 0);
            assertThat(lab.engine
                            .engine()
                            .messageStores()
                            .find("Failed")
                            .orElseThrow()
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void someStatusCodesAreAsGoodAsDelivered() {
        try (Lab lab = Lab.start(STORE
                + PUT
                + forwarder("interval", "10", "non.retry.status.codes", "404, 410", "max.delivery.attempts", "1"))) {
            lab.backend.answers("/named", 404, "text/plain", "no");
            lab.post("put", "text/plain", "one");

            await().until(() -> size(lab) == 0);
            assertThat(state(lab)).isEqualTo(State.ACTIVE);
        }
    }

    @Test
    void aProcessorThatIsNotActiveLeavesMessagesAlone() {
        try (Lab lab = Lab.start(STORE + PUT + forwarder("interval", "10", "is.active", "false"))) {
            lab.post("put", "text/plain", "one");
            assertThat(state(lab)).isEqualTo(State.INACTIVE);
            assertThat(size(lab)).isEqualTo(1);
            assertThat(lab.backend.requests()).isEmpty();

            lab.engine.engine().messageProcessors().activate("P");
            await().until(() -> size(lab) == 0);
        }
    }

    @Test
    void cronTakesAllMessagesThatWait() {
        try (Lab lab = Lab.start(STORE + PUT + forwarder("cronExpression", "0/1 * * * * ?"))) {
            for (int i = 0; i < 5; i++) {
                lab.post("put", "text/plain", "m" + i);
            }
            await().until(() -> size(lab) == 0);
            assertThat(bodies(lab)).containsExactly("m0", "m1", "m2", "m3", "m4");
        }
    }

    @Test
    void samplingRunsASequenceWithEachMessage() {
        try (Lab lab = Lab.start(STORE + PUT
                + "<sequence name=\"Sampled\"><property name=\"OUT_ONLY\" value=\"true\"/>"
                + "<send><endpoint key=\"Backend\"/></send></sequence>"
                + processor(SAMPLING, "", "interval", "20", "concurrency", "2", "sequence", "Sampled"))) {
            for (int i = 0; i < 4; i++) {
                lab.post("put", "text/plain", "m" + i);
            }
            await().until(() -> lab.backend.requests().size() == 4);
            assertThat(bodies(lab)).containsExactlyInAnyOrder("m0", "m1", "m2", "m3");
            assertThat(size(lab)).isZero();
        }
    }

    @Test
    void failoverMovesMessagesToAnotherStore() {
        try (Lab lab = Lab.start(STORE + PUT + "<messageStore name=\"Other\"/>"
                + processor(
                        "org.apache.synapse.message.processor.impl.failover.FailoverScheduledMessageForwardingProcessor",
                        "",
                        "interval",
                        "10",
                        "message.target.store.name",
                        "Other"))) {
            lab.post("put", "text/plain", "one");
            await().until(() -> lab.engine
                            .engine()
                            .messageStores()
                            .find("Other")
                            .orElseThrow()
                            .size()
                    == 1);
            assertThat(size(lab)).isZero();
        }
    }

    @Test
    void aFullStoreIsAFaultUnlessAnotherOneStandsIn() {
        try (Lab lab = Lab.start("<messageStore name=\"Waiting\"><parameter name=\"store.max.messages\">1</parameter>"
                + "</messageStore><messageStore name=\"Safe\"><parameter name=\"store.max.size\">10</parameter>"
                + "<parameter name=\"store.producer.guaranteed.delivery.enable\">true</parameter>"
                + "<parameter name=\"store.failover.message.store.name\">Waiting</parameter></messageStore>"
                + Lab.proxy("put", "<store messageStore=\"{$trp:X-Store}\"/>"))) {
            assertThat(put(lab, "Safe", "123456789").statusCode()).isEqualTo(202);
            assertThat(put(lab, "Safe", "12").statusCode()).isEqualTo(202);
            assertThat(size(lab)).isEqualTo(1);
            assertThat(put(lab, "Waiting", "x").statusCode()).isEqualTo(503);
            assertThat(put(lab, "Safe", "12").statusCode()).isEqualTo(503);
            assertThat(put(lab, "None", "x").statusCode()).isEqualTo(500);
            assertThat(lab.engine.log().containing("messageStore: None (expected: a deployed message store; MYL-2090)"))
                    .isNotEmpty();
        }
    }

    private static HttpResponse<String> put(Lab lab, String store, String body) {
        return lab.post("put", "text/plain", body, "X-Store", store);
    }

    @Test
    void aSequenceRunsBeforeTheMessageIsStored() {
        String put = Lab.proxy("put", "<store messageStore=\"Waiting\" sequence=\"Before\"/><respond/>");
        try (Lab lab = Lab.start(STORE + put
                + "<sequence name=\"Before\"><payloadFactory media-type=\"text\"><format>new</format></payloadFactory>"
                + "</sequence>" + forwarder("interval", "10"))) {
            assertThat(lab.post("put", "text/plain", "old").body()).isEqualTo("new");
            await().until(() -> size(lab) == 0);
            assertThat(bodies(lab)).containsExactly("new");
        }
    }

    @Test
    void messagesThatAreLeftAtTheEndAreSaidToBeLost() {
        Lab lab = Lab.start(STORE + PUT);
        lab.post("put", "text/plain", "one");
        lab.engine.engine().close();
        assertThat(lab.engine.log().containing("message store Waiting: 1 messages are lost"))
                .hasSize(1);
        lab.close();
    }
}
