package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.RecordingBackend.Request;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** {@code task}: what is injected, where, and when. */
class TaskTest {
    private static final String MESSAGE =
            "<property name=\"message\"><m:getQuote xmlns:m=\"urn:q\"><m:symbol>IBM</m:symbol></m:getQuote></property>";
    private static final String CALL = "<sequence name=\"calls\"><call><endpoint key=\"Backend\"/></call></sequence>";

    private static String task(String trigger, String properties) {
        return "<task name=\"T\" group=\"synapse.simple.quartz\""
                + " class=\"org.apache.synapse.startup.tasks.MessageInjector\"><trigger " + trigger + "/>" + properties
                + "</task>";
    }

    private static String property(String name, String value) {
        return "<property name=\"" + name + "\" value=\"" + value + "\"/>";
    }

    private static String toSequence(String name) {
        return property("injectTo", "sequence") + property("sequenceName", name);
    }

    @Test
    void aSequenceGetsTheMessageAsOftenAsTheTriggerSays() {
        try (Lab lab = Lab.start(CALL + task("interval=\"1\" count=\"2\"", MESSAGE + toSequence("calls")))) {
            assertThat(lab.engine.engine().diagnostics()).isEmpty();
            assertThat(lab.engine.engine().tasks().names()).containsExactly("T");

            await().until(() -> lab.backend.requests().size() == 2);

            Request request = lab.backend.last();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header("Content-Type")).startsWith("application/soap+xml");
            assertThat(request.body()).contains("<m:symbol>IBM</m:symbol>", Lab.SOAP12);
        }
    }

    @Test
    void aProxyGetsTheMessageAndItsRepliesRunTheOutSequence() {
        try (Lab lab = Lab.start(Lab.proxy(
                        "quotes",
                        "<send><endpoint key=\"Backend\"/></send>",
                        "<outSequence><log level=\"custom\"><property name=\"reply\" expression=\"$axis2:HTTP_SC\"/>"
                                + "</log></outSequence>")
                + task(
                        "once=\"true\"",
                        MESSAGE
                                + property("format", "soap11")
                                + property("soapAction", "urn:getQuote")
                                + property("injectTo", "proxy")
                                + property("proxyName", "quotes")))) {
            await().until(() -> !lab.engine.log().containing("reply = 200").isEmpty());

            assertThat(lab.backend.last().header("Content-Type")).startsWith("text/xml");
            assertThat(lab.backend.last().body()).contains(Lab.SOAP11);
        }
    }

    @Test
    void mainGetsTheMessageAndSendsItToWhereToPoints() {
        try (Lab lab = Lab.start("<sequence name=\"main\"><in><send/></in><out><log level=\"custom\">"
                + "<property name=\"out\" expression=\"//text()\"/></log></out></sequence>"
                + task(
                        "once=\"true\"",
                        MESSAGE
                                + property("format", "pox")
                                + property("to", "http://localhost:@port:backend@/there")))) {
            await().until(() -> !lab.engine.log().containing("out = IBM").isEmpty());

            assertThat(lab.backend.last().uri()).isEqualTo("/there");
            assertThat(lab.backend.last().body()).doesNotContain("Envelope");
        }
    }

    @Test
    void cronAndTextAndJson() {
        try (Lab lab = Lab.start(CALL + "<localEntry key=\"body\">{\"a\": 1}</localEntry>"
                + task("cron=\"0/1 * * ? * * *\"", property("registryKey", "body") + toSequence("calls")))) {
            await().until(() -> !lab.backend.requests().isEmpty());

            assertThat(lab.backend.last().body()).isEqualTo("{\"a\": 1}");
            assertThat(lab.backend.last().header("Content-Type")).startsWith("application/json");
        }
    }

    @Test
    void aRunBeginsOnlyWhenTheOneBeforeHasEnded() {
        try (Lab lab =
                Lab.start(CALL + task("cron=\"* * * * * ?\"", property("message", "hello") + toSequence("calls")))) {
            CountDownLatch hold = lab.backend.holds("/named");
            await().until(() -> !lab.backend.requests().isEmpty());
            int begun = lab.backend.requests().size();
            long now = System.nanoTime();
            await().until(() -> System.nanoTime() - now > 2_500_000_000L);
            assertThat(lab.backend.requests().size()).isLessThanOrEqualTo(begun + 1);
            int held = lab.backend.requests().size();

            hold.countDown();

            await().until(() -> lab.backend.requests().size() > held);
            assertThat(lab.backend.last().body()).isEqualTo("hello");
        }
    }

    @Test
    void aFaultRunsTheFaultSequenceAndTheTaskGoesOn() {
        try (Lab lab = Lab.start("<sequence name=\"fails\"><throwError type=\"7\" errorMessage=\"x\"/></sequence>"
                + "<sequence name=\"fault\"><log level=\"custom\"><property name=\"code\" expression=\"$ctx:ERROR_CODE\"/>"
                + "</log></sequence>"
                + task("interval=\"1\" count=\"2\"", MESSAGE + toSequence("fails")))) {
            await().until(() -> lab.engine.log().containing("code = 7").size() == 2);
        }
    }

    @Test
    void aTaskEndsWithTheEngine() {
        Lab lab = Lab.start(CALL + task("interval=\"1\"", MESSAGE + toSequence("calls")));
        await().until(() -> !lab.backend.requests().isEmpty());
        lab.engine.engine().close();
        int before = lab.backend.requests().size();
        long now = System.nanoTime();
        await().until(() -> System.nanoTime() - now > 2_000_000_000L);
        assertThat(lab.backend.requests()).hasSize(before);
        lab.close();
    }
}
