package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code scatter-gather}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScatterGatherTest {
    private static final String ASK = "{\"id\":1,\"pet\":{\"name\":\"own\"}}";

    private static final String JSON_PET =
            "<sequence><payloadFactory media-type=\"json\"><format>{\"pet\": {\"name\": \"a\","
                    + " \"id\": ${payload.id}}}</format></payloadFactory></sequence>";
    private static final String XML_PET =
            "<sequence><payloadFactory media-type=\"xml\"><format><pet xmlns=\"\"><name>b</name>"
                    + "<id>${payload.id}</id></pet></format></payloadFactory></sequence>";
    private static final String CALLED = "<sequence><call><endpoint key=\"Backend\"/></call></sequence>";
    private static final String HELD =
            "<sequence><call><endpoint><address uri=\"http://localhost:@port:backend@/held\"/>"
                    + "</endpoint></call></sequence>";

    private Lab lab;

    private static String scatter(String attributes, String aggregation, String... sequences) {
        return "<scatter-gather " + attributes + "><aggregation " + aggregation + "/>" + String.join("", sequences)
                + "</scatter-gather>";
    }

    @BeforeAll
    void start() {
        String pet = "expression=\"${payload.pet}\"";
        String node = "expression=\"${xpath('$body/node()')}\"";
        lab = Lab.start(Lab.proxy("json", scatter("", pet, JSON_PET, XML_PET, CALLED) + "<respond/>")
                + Lab.proxy(
                        "sequential",
                        scatter("parallel-execution=\"false\" target=\"body\"", pet, CALLED, JSON_PET) + "<respond/>")
                + Lab.proxy(
                        "variable",
                        scatter("target=\"variable\" target-variable=\"out\"", pet, JSON_PET, CALLED)
                                + "<payloadFactory media-type=\"json\"><format>{\"was\": ${payload.id}, \"out\":"
                                + " ${vars.out}}</format></payloadFactory><respond/>")
                + Lab.proxy(
                        "xml",
                        scatter("result-content-type=\"XML\" result-enclosing-element=\"all\"", node, XML_PET, XML_PET)
                                + "<respond/>")
                + Lab.proxy(
                        "older",
                        scatter("result-target=\"out\" content-type=\"XML\" root-element=\"all\"", node, XML_PET)
                                + "<payloadFactory media-type=\"xml\"><format><o xmlns=\"\">${vars.out}</o></format>"
                                + "</payloadFactory><respond/>")
                + Lab.proxy("whole", scatter("", "", JSON_PET, CALLED) + "<respond/>")
                + Lab.proxy(
                        "condition",
                        scatter("", pet + " condition=\"${payload.pet.name == 'a'}\"", CALLED, JSON_PET) + "<respond/>")
                + Lab.proxy("enough", scatter("", pet + " min-messages=\"1\"", HELD, JSON_PET) + "<respond/>")
                + Lab.proxy(
                        "timeout", scatter("", pet + " timeout=\"${payload.id * 200}\"", HELD, JSON_PET) + "<respond/>")
                + Lab.proxy(
                        "nested",
                        scatter("", "", "<sequence>" + scatter("", pet, JSON_PET, CALLED) + "</sequence>", JSON_PET)
                                + "<respond/>")
                + Lab.proxy(
                        "fails",
                        scatter("", pet, "<sequence><throwError type=\"5\" errorMessage=\"no\"/></sequence>", JSON_PET)
                                + "<respond/>",
                        "<faultSequence><payloadFactory media-type=\"text\"><format>"
                                + "${props.synapse.ERROR_CODE}</format></payloadFactory><respond/></faultSequence>"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String json(String proxy) {
        return lab.post(proxy, "application/json", ASK).body();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void resultsStandInTheOrderOfTheSequences() {
        assertThat(json("json")).isEqualTo("[{\"name\":\"a\",\"id\":1},{\"name\":\"b\",\"id\":1},{\"name\":\"own\"}]");
        assertThat(json("sequential")).isEqualTo("[{\"name\":\"own\"},{\"name\":\"a\",\"id\":1}]");
        assertThat(json("whole")).isEqualTo("[{\"pet\":{\"name\":\"a\",\"id\":1}}," + ASK + "]");
        assertThat(json("nested"))
                .isEqualTo("[[{\"name\":\"a\",\"id\":1},{\"name\":\"own\"}],{\"pet\":{\"name\":\"a\",\"id\":1}}]");
    }

    @Test
    void aVariableTakesTheResultAndThePayloadStays() {
        assertThat(json("variable")).isEqualTo("{\"was\": 1, \"out\": [{\"name\":\"a\",\"id\":1},{\"name\":\"own\"}]}");
        assertThat(json("older")).isEqualTo("<o><all><pet><name>b</name><id>1</id></pet></all></o>");
    }

    @Test
    void theResultCanBeXml() {
        String pet = "<pet><name>b</name><id>1</id></pet>";
        assertThat(json("xml")).isEqualTo("<all>" + pet + pet + "</all>");
    }

    @Test
    void onlyWhatTheConditionHoldsForCounts() {
        assertThat(json("condition")).isEqualTo("[{\"name\":\"a\",\"id\":1}]");
    }

    @Test
    void whatIsLateIsNotWaitedFor() {
        CountDownLatch release = lab.backend.holds("/held");
        try {
            assertThat(json("enough")).isEqualTo("[{\"name\":\"a\",\"id\":1}]");
            assertThat(json("timeout")).isEqualTo("[{\"name\":\"a\",\"id\":1}]");
        } finally {
            release.countDown();
        }
    }

    @Test
    void aFaultOfASequenceIsTheMessages() {
        assertThat(json("fails")).isEqualTo("5");
    }
}
