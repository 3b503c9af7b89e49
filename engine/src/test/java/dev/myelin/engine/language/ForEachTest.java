package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code foreach}, of both versions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForEachTest {
    private static final String XML = "<o><head>h</head><i>1</i><i>2</i><tail/></o>";
    private static final String WRAP =
            "<payloadFactory media-type=\"xml\"><format><n xmlns=\"\">$1-$2</n></format><args>"
                    + "<arg expression=\"$body/i\"/><arg expression=\"COUNTER\"/></args></payloadFactory>";
    private static final String WRAP_JSON =
            "<payloadFactory media-type=\"json\"><format>{\"v\": $1}</format><args><arg evaluator=\"json\""
                    + " expression=\"$\"/></args></payloadFactory>";
    private static final String FAIL_ON_2 =
            "<filter source=\"SOURCE\" regex=\"2\"><throwError type=\"5\" errorMessage=\"two\"/></filter>";
    private static final String CALL = "<call><endpoint key=\"Backend\"/></call>";

    private Lab lab;

    private static String each(String attributes, String mediators) {
        return "<foreach " + attributes + "><sequence>" + mediators + "</sequence></foreach>";
    }

    @BeforeAll
    void start() {
        String counted = WRAP.replace("COUNTER", "get-property('FOREACH_COUNTER')");
        lab = Lab.start(Lab.proxy("xml", each("expression=\"//i\"", counted) + "<respond/>")
                + Lab.proxy("call", each("expression=\"//i\"", CALL + counted) + "<respond/>")
                + Lab.proxy("named", "<foreach expression=\"//i\" sequence=\"wrap\"/><respond/>")
                + "<sequence name=\"wrap\">" + counted + "</sequence>"
                + Lab.proxy(
                        "properties",
                        each(
                                        "id=\"a\" expression=\"//i\"",
                                        "<property name=\"last\" expression=\"$body/i\"/><property name=\"head\""
                                                + " expression=\"get-property('a_FOREACH_ORIGINAL_MESSAGE')//head\"/>")
                                + "<payloadFactory media-type=\"text\"><format>$1 $2 $3</format><args>"
                                + "<arg expression=\"get-property('a_FOREACH_COUNTER')\"/>"
                                + "<arg expression=\"get-property('last')\"/><arg expression=\"get-property('head')\"/>"
                                + "</args></payloadFactory><respond/>")
                + Lab.proxy("json", each("expression=\"json-eval($.items)\"", WRAP_JSON) + "<respond/>")
                + Lab.proxy("jsonRoot", each("expression=\"json-eval($)\"", WRAP_JSON) + "<respond/>")
                + Lab.proxy("drops", each("expression=\"//i\"", "<drop/>") + "<respond/>")
                + Lab.proxy(
                        "goesOn",
                        each(
                                        "continueLoopOnFailure=\"true\" expression=\"json-eval($)\"",
                                        FAIL_ON_2.replace("SOURCE", "json-eval($)") + WRAP_JSON)
                                + "<respond/>")
                + Lab.proxy(
                        "fails",
                        each("expression=\"//i\"", FAIL_ON_2.replace("SOURCE", "$body/i")) + "<respond/>",
                        "<faultSequence><sequence key=\"caught\"/></faultSequence>")
                + "<sequence name=\"caught\"><payloadFactory media-type=\"text\"><format>$1</format><args>"
                + "<arg expression=\"get-property('ERROR_CODE')\"/></args></payloadFactory><respond/></sequence>"
                + Lab.proxy(
                        "collection",
                        each("collection=\"json-eval($.items)\" counter-variable=\"n\"", CALL + WRAP_JSON)
                                + "<respond/>")
                + Lab.proxy("elements", each("collection=\"//i\"", CALL + counted) + "<respond/>")
                + Lab.proxy(
                        "without",
                        each(
                                        "collection=\"json-eval($.items)\" continue-without-aggregation=\"true\""
                                                + " parallel-execution=\"false\"",
                                        CALL + WRAP_JSON)
                                + "<respond/>")
                + Lab.proxy(
                        "broken",
                        each("collection=\"json-eval($.items)\"", FAIL_ON_2.replace("SOURCE", "json-eval($)"))
                                + "<respond/>",
                        "<faultSequence><sequence key=\"caught\"/></faultSequence>")
                + Lab.proxy("long", each("expression=\"//i\"", counted) + "<respond/>"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String xml(String proxy, String body) {
        return lab.post(proxy, "application/xml", body).body();
    }

    private String json(String proxy, String body) {
        return lab.post(proxy, "application/json", body).body();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void resultsTakeThePlacesOfTheElements() {
        String expected = "<o><head>h</head><n>1-0</n><n>2-1</n><tail/></o>";
        assertThat(xml("xml", XML)).isEqualTo(expected);
        assertThat(xml("named", XML)).isEqualTo(expected);
        assertThat(xml("call", XML)).isEqualTo(expected);
        assertThat(xml("xml", "<o/>")).isEqualTo("<o/>");
    }

    @Test
    void propertiesAreKeptAndTellWhereTheLoopIs() {
        assertThat(xml("properties", XML)).isEqualTo("2 2 h");
    }

    @Test
    void itemsOfAnArrayAreReplaced() {
        assertThat(json("json", "{\"a\":1,\"items\":[1,\"x\",{\"y\":2}]}"))
                .isEqualTo("{\"a\":1,\"items\":[{\"v\":1},{\"v\":\"x\"},{\"v\":{\"y\":2}}]}");
        assertThat(json("jsonRoot", "[1,2]")).isEqualTo("[{\"v\":1},{\"v\":2}]");
        assertThat(lab.post("json", "application/json", "{}").statusCode()).isEqualTo(500);
    }

    @Test
    void aMessageThatEndsInsideEndsTheLoop() {
        assertThat(xml("drops", XML)).isEqualTo(XML);
    }

    @Test
    void aFaultEndsTheLoopUnlessItIsToGoOn() {
        assertThat(xml("fails", XML)).isEqualTo("5");
        assertThat(json("goesOn", "[1,2,3]")).isEqualTo("[{\"v\":1},2,{\"v\":3}]");
    }

    @Test
    void aCollectionIsUpdatedInItsOrder() {
        assertThat(json("collection", "{\"a\":1,\"items\":[1,2,3]}"))
                .isEqualTo("{\"a\":1,\"items\":[{\"v\":1},{\"v\":2},{\"v\":3}]}");
        assertThat(xml("elements", "<o><i>1</i><i>2</i></o>")).isEqualTo("<o><n>1-</n><n>2-</n></o>");
        assertThat(json("broken", "{\"items\":[1,2,3]}")).isEqualTo("5");
    }

    @Test
    void theMessageMayGoOnWithoutTheResults() {
        String body = "{\"items\":[1,2,3]}";
        assertThat(json("without", body)).isEqualTo(body);
    }

    @Test
    void longLoopsDoNotNest() {
        String answer = xml("long", "<o>" + "<i>1</i>".repeat(3_000) + "</o>");
        assertThat(answer).startsWith("<o><n>1-0</n>").endsWith("<n>1-2999</n></o>");
    }
}
