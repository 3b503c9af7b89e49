package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code template} and {@code call-template}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplatesTest {
    private Lab lab;

    @BeforeAll
    void start() {
        lab = Lab.start("""
                <template name="greet">
                  <parameter name="who" isMandatory="true"/><parameter name="how" defaultValue="hello"/>
                  <parameter name="unset"/>
                  <sequence><payloadFactory media-type="text"><format>$1 $2[$3]</format><args>
                    <arg expression="$func:how"/><arg expression="get-property('func', 'who')"/>
                    <arg expression="$func:unset"/></args></payloadFactory></sequence>
                </template>
                <template name="outer"><parameter name="who"/><sequence>
                  <call-template target="greet"><with-param name="who" value="{concat($func:who, '!')}"/></call-template>
                  <property name="after" expression="$func:who" scope="transport"/>
                </sequence></template>
                <template name="failing" onError="caught"><sequence><throwError type="1" errorMessage="x"/></sequence></template>
                <template name="throwing"><sequence><throwError type="2" errorMessage="y"/></sequence></template>
                <sequence name="caught"><payloadFactory media-type="text"><format>caught $1</format><args>
                  <arg expression="get-property('ERROR_CODE')"/></args></payloadFactory><respond/></sequence>
                """
                + Lab.proxy("value", call("greet", "who=Ann,how=hi"))
                + Lab.proxy("byDefault", call("greet", "who={$body//name}"))
                + Lab.proxy("mandatory", call("greet", ""))
                + Lab.proxy("nested", call("outer", "who=Ann"))
                + Lab.proxy("dynamic", call("{$body//name}", "who=Ann"))
                + Lab.proxy("onErrorOfTemplate", call("failing", ""))
                + Lab.proxy("onErrorOfCall", "<call-template target=\"throwing\" onError=\"caught\"/><respond/>"));
    }

    private static String call(String target, String params) {
        StringBuilder call = new StringBuilder("<call-template target=\"" + target + "\">");
        for (String param : params.split(",")) {
            if (!param.isEmpty()) {
                String[] parts = param.split("=", 2);
                call.append("<with-param name=\"" + parts[0] + "\" value=\"" + parts[1] + "\"/>");
            }
        }
        return call + "</call-template><respond/>";
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String post(String proxy, String body) {
        return lab.post(proxy, "application/xml", body).body();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void parametersHaveTheirValuesAndDefaults() {
        assertThat(post("value", "<a/>")).isEqualTo("hi Ann[]");
        assertThat(post("byDefault", "<a><name>Bob</name></a>")).isEqualTo("hello Bob[]");
        assertThat(lab.post("mandatory", "application/xml", "<a/>").statusCode())
                .isEqualTo(500);
        assertThat(lab.engine.log().containing("no value for the parameter who"))
                .isNotEmpty();
    }

    @Test
    void aTemplateInsideAnotherHasParametersOfItsOwn() {
        var answer = lab.post("nested", "application/xml", "<a/>");
        assertThat(answer.body()).isEqualTo("hello Ann![]");
        assertThat(answer.headers().firstValue("after")).hasValue("Ann");
    }

    @Test
    void theTargetMayBeAnExpression() {
        assertThat(post("dynamic", "<a><name>greet</name></a>")).isEqualTo("hello Ann[]");
        assertThat(lab.post("dynamic", "application/xml", "<a><name>none</name></a>")
                        .statusCode())
                .isEqualTo(500);
        assertThat(lab.engine.log().containing("MYL-2006")).isNotEmpty();
    }

    @Test
    void faultsRunTheSequenceOfTheTemplateOrOfTheCall() {
        assertThat(post("onErrorOfTemplate", "<a/>")).isEqualTo("caught 1");
        assertThat(post("onErrorOfCall", "<a/>")).isEqualTo("caught 2");
    }
}
