package dev.myelin.engine.compiler;

import static dev.myelin.engine.compiler.Testbed.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediatorsTest {

    private static Exchange run(String mediators, String json) throws Exception {
        try (Testbed bed = Testbed.start(sequence("s", mediators))) {
            return bed.run("s", json);
        }
    }

    private static Fault faultOf(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(Fault.class);
        return (Fault) exchange.getException();
    }

    @Test
    void propertiesGoToTheScopeTheyName() throws Exception {
        Exchange done = run(
                "<property name=\"p\" value=\"d\"/><property name=\"p\" value=\"t\" scope=\"transport\"/>"
                        + "<property name=\"p\" value=\"a\" scope=\"axis2\"/><property name=\"p\" value=\"c\" scope=\"axis2-client\"/>"
                        + "<property name=\"p\" value=\"o\" scope=\"operation\"/>",
                "{}");

        assertThat(done.getProperty("p")).isEqualTo("d");
        assertThat(done.getMessage().getHeader("p")).isEqualTo("t");
        assertThat(MessageContext.get(done, Scope.AXIS2, "p")).isEqualTo("a");
        assertThat(MessageContext.get(done, Scope.AXIS2_CLIENT, "p")).isEqualTo("c");
        assertThat(MessageContext.get(done, Scope.OPERATION, "p")).isEqualTo("o");
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, true, java.lang.Boolean", "INTEGER, 7, java.lang.Integer", "LONG, 7, java.lang.Long",
        "SHORT, 7, java.lang.Short", "DOUBLE, 1.5, java.lang.Double", "FLOAT, 1.5, java.lang.Float",
        "STRING, 7, java.lang.String"
    })
    void valuesAreConvertedFromConstantsAndExpressions(String type, String value, Class<?> wanted) throws Exception {
        Exchange done = run(
                "<property name=\"c\" value=\"" + value + "\" type=\"" + type + "\"/>"
                        + "<property name=\"e\" expression=\"json-eval($.v)\" type=\"" + type + "\"/>",
                "{\"v\":\"" + value + "\"}");

        assertThat(done.getProperty("c")).isInstanceOf(wanted).hasToString(value);
        assertThat(done.getProperty("e")).isInstanceOf(wanted).hasToString(value);
    }

    @Test
    void structuresAreKeptAsStructures() throws Exception {
        Exchange done = run(
                "<property name=\"j\" expression=\"json-eval($.o)\" type=\"JSON\"/>"
                        + "<property name=\"x\"><a xmlns=\"\">1</a></property>",
                "{\"o\":{\"k\":[1]}}");

        assertThat(done.getProperty("j")).isInstanceOf(JsonNode.class).hasToString("{\"k\":[1]}");
        assertThat(done.getProperty("x")).isInstanceOf(XdmNode.class);
        assertThat(((XdmNode) done.getProperty("x")).getStringValue()).isEqualTo("1");
    }

    @Test
    void aValueThatDoesNotConvertIsAFaultOfThatMessage() throws Exception {
        Exchange done = run("<property name=\"n\" expression=\"json-eval($.v)\" type=\"INTEGER\"/>", "{\"v\":\"ten\"}");

        assertThat(faultOf(done).message()).contains("property n: ten (expected: INTEGER)");
    }

    @Test
    void patternAndGroupCutTheValueAndAMismatchLeavesIt() throws Exception {
        Exchange done = run(
                "<property name=\"a\" expression=\"json-eval($.v)\" pattern=\"(\\w+)-(\\w+)\" group=\"2\"/>"
                        + "<property name=\"b\" value=\"one-two\" pattern=\"(\\w+)-(\\w+)\" group=\"1\"/>"
                        + "<property name=\"c\" value=\"one\" pattern=\"(\\w+)-(\\w+)\" group=\"1\"/>",
                "{\"v\":\"left-right\"}");

        assertThat(done.getProperty("a")).isEqualTo("right");
        assertThat(done.getProperty("b")).isEqualTo("one");
        assertThat(done.getProperty("c")).isEqualTo("one");
    }

    @Test
    void removedPropertiesAreGone() throws Exception {
        Exchange done = run(
                "<property name=\"p\" value=\"d\"/><property name=\"p\" action=\"remove\"/>"
                        + "<property name=\"q\" value=\"d\" scope=\"axis2\"/><property name=\"q\" scope=\"axis2\" action=\"remove\"/>"
                        + "<property name=\"h\" value=\"d\" scope=\"transport\"/><property name=\"h\" scope=\"transport\" action=\"remove\"/>",
                "{}");

        assertThat(done.getProperty("p")).isNull();
        assertThat(MessageContext.get(done, Scope.AXIS2, "q")).isNull();
        assertThat(done.getMessage().getHeader("h")).isNull();
    }

    @Test
    void messageTypeSetsTheContentTypeToo() throws Exception {
        Exchange done = run("<property name=\"messageType\" value=\"text/xml\" scope=\"axis2\"/>", "{}");

        assertThat(MessageContext.get(done, Scope.AXIS2, "ContentType")).isEqualTo("text/xml");
        assertThat(done.getMessage().getHeader("Content-Type")).isEqualTo("text/xml");
    }

    @Test
    void aGroupOfPropertiesSetsThemInOrder() throws Exception {
        Exchange done = run(
                "<propertyGroup><property name=\"a\" value=\"1\"/>"
                        + "<property name=\"b\" expression=\"get-property('a')\"/></propertyGroup>",
                "{}");

        assertThat(done.getProperty("b")).isEqualTo("1");
    }

    @Test
    void namesThatLookLikeExpressionsOfCamelAreTakenAsTheyAre() throws Exception {
        Exchange done = run("<property name=\"${a}\" value=\"{{b}}\"/>", "{}");

        assertThat(done.getProperty("${a}")).isEqualTo("{{b}}");
    }

    @Test
    void headersAreSetAndRemoved() throws Exception {
        Exchange done = run(
                "<header name=\"X-A\" value=\"1\" scope=\"transport\"/><header name=\"X-B\" expression=\"json-eval($.b)\" scope=\"transport\"/>"
                        + "<header name=\"X-C\" value=\"1\" scope=\"transport\"/><header name=\"X-C\" action=\"remove\" scope=\"transport\"/>"
                        + "<header name=\"To\" value=\"urn:there\"/><property name=\"to\" expression=\"get-property('To')\"/>",
                "{\"b\":\"two\"}");

        assertThat(done.getMessage().getHeaders())
                .containsEntry("X-A", "1")
                .containsEntry("X-B", "two")
                .doesNotContainKey("X-C");
        assertThat(done.getProperty("to")).isEqualTo("urn:there");
    }

    @ParameterizedTest
    @CsvSource({"yes, then", "yes!, else", "no, else"})
    void filterMatchesTheWholeValue(String value, String branch) throws Exception {
        Exchange done = run(
                "<filter source=\"json-eval($.v)\" regex=\"yes\"><then><property name=\"b\" value=\"then\"/></then>"
                        + "<else><property name=\"b\" value=\"else\"/></else></filter><property name=\"after\" value=\"1\"/>",
                "{\"v\":\"" + value + "\"}");

        assertThat(done.getProperty("b")).isEqualTo(branch);
        assertThat(done.getProperty("after")).isEqualTo("1");
    }

    @Test
    void filterTakesAConditionAndMediatorsInPlaceOfThen() throws Exception {
        Exchange done = run(
                "<filter xpath=\"get-property('absent') = 'x'\"><property name=\"a\" value=\"1\"/></filter>"
                        + "<filter xpath=\"1 = 1\"><property name=\"b\" value=\"1\"/></filter>",
                "{}");

        assertThat(done.getProperty("a")).isNull();
        assertThat(done.getProperty("b")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"one, 1", "three, 3", "x, default"})
    void switchRunsTheFirstCaseThatMatches(String value, String wanted) throws Exception {
        Exchange done = run(
                "<switch source=\"json-eval($.v)\"><case regex=\"one\"><property name=\"b\" value=\"1\"/></case>"
                        + "<case regex=\"t.*\"><property name=\"b\" value=\"3\"/></case>"
                        + "<case regex=\"three\"><property name=\"b\" value=\"never\"/></case>"
                        + "<default><property name=\"b\" value=\"default\"/></default></switch>",
                "{\"v\":\"" + value + "\"}");

        assertThat(done.getProperty("b")).isEqualTo(wanted);
    }

    @Test
    void respondAnswersAndEndsTheWholeFlow() throws Exception {
        try (Testbed bed = Testbed.start(
                sequence("outer", "<sequence key=\"inner\"/><property name=\"after\" value=\"1\"/>"),
                sequence(
                        "inner",
                        "<filter xpath=\"1 = 1\"><then><respond/></then></filter><property name=\"after\" value=\"1\"/>"))) {
            Exchange done = bed.run("outer", "{\"a\":1}");

            assertThat(bed.caller.answers).containsExactly("{\"a\":1}");
            assertThat(done.getProperty("after")).isNull();
        }
    }

    @Test
    void dropEndsTheWholeFlow() throws Exception {
        try (Testbed bed =
                Testbed.start(sequence("outer", "<sequence key=\"inner\"/><respond/>"), sequence("inner", "<drop/>"))) {
            bed.run("outer", "{}");

            assertThat(bed.caller.answers).isEmpty();
        }
    }

    @Test
    void aSequenceKeyCanBeAnExpression() throws Exception {
        try (Testbed bed = Testbed.start(
                sequence("outer", "<sequence key=\"{json-eval($.run)}\"/>"),
                sequence("a b é", "<property name=\"ran\" value=\"yes\"/>"))) {
            assertThat(bed.run("outer", "{\"run\":\"a b é\"}").getProperty("ran"))
                    .isEqualTo("yes");
            assertThat(faultOf(bed.run("outer", "{\"run\":\"none\"}")).message())
                    .contains("none", "MYL-2001");
        }
    }

    @Test
    void namesWithSpacesAndLettersOfOtherLanguagesWork() throws Exception {
        try (Testbed bed = Testbed.start(
                sequence("outer", "<sequence key=\"a b é+%\"/>"),
                sequence("a b é+%", "<property name=\"ran\" value=\"yes\"/>"))) {
            assertThat(bed.run("outer", "{}").getProperty("ran")).isEqualTo("yes");
        }
    }

    @Test
    void aSequenceThatIsNotThereIsAFault() throws Exception {
        Fault fault = faultOf(run("<sequence key=\"gone\"/>", "{}"));

        assertThat(fault.code()).isEqualTo(ErrorCode.MEDIATION);
        assertThat(fault.message()).contains("gone", "MYL-2001");
    }

    @Test
    void sequencesThatRunEachOtherWithoutEndAreAFaultAtDepth256() throws Exception {
        try (Testbed bed = Testbed.start(
                sequence("a", "<filter xpath=\"1 = 1\"><then><sequence key=\"b\"/></then></filter>"),
                sequence("b", "<filter xpath=\"1 = 1\"><then><sequence key=\"a\"/></then></filter>"))) {
            assertThat(faultOf(bed.run("a", "{}")).message()).contains("at most 256");
        }
    }

    @Test
    void anEmptySequenceRuns() throws Exception {
        assertThat(run("", "{}").getException()).isNull();
    }

    @Test
    void payloadFactoryReplacesThePayloadAndItsType() throws Exception {
        Exchange done = run(
                "<payloadFactory media-type=\"xml\"><format><m xmlns=\"\"><v>$1</v></m></format>"
                        + "<args><arg evaluator=\"json\" expression=\"$.v\"/></args></payloadFactory>",
                "{\"v\":\"a<b\"}");

        assertThat(Payload.of(done).text()).contains("<v>a&lt;b</v>");
        assertThat(MessageContext.get(done, Scope.AXIS2, "messageType")).isEqualTo("application/xml");
        assertThat(MessageContext.get(done, Scope.AXIS2, "ContentType")).isEqualTo("application/xml");
        assertThat(done.getMessage().getHeader("Content-Type")).isEqualTo("application/xml");
    }

    @Test
    void payloadFactoryTakesItsTemplateFromALocalEntry() throws Exception {
        try (Testbed bed = Testbed.start(
                "<localEntry key=\"t\">{\"v\": $1}</localEntry>",
                sequence(
                        "s",
                        "<payloadFactory media-type=\"json\"><format key=\"t\"/>"
                                + "<args><arg value=\"5\"/></args></payloadFactory>"))) {
            assertThat(Payload.of(bed.run("s", "{}")).text()).isEqualTo("{\"v\": 5}");
        }
    }
}
