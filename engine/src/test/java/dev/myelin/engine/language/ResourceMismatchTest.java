package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The sequence {@code _resource_mismatch_handler_}: what requests run for which an API has no resource. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourceMismatchTest {
    private Lab lab;

    @BeforeAll
    void start() {
        lab = Lab.start("""
                <api name="shop" context="/shop">
                  <resource methods="GET" uri-template="/items/{id}"><inSequence><respond/></inSequence></resource>
                </api>
                <sequence name="_resource_mismatch_handler_">
                  <payloadFactory media-type="json"><format>{"none":"$1","of":"$2"}</format><args>
                    <arg expression="$axis2:REST_URL_POSTFIX"/><arg expression="get-property('SYNAPSE_REST_API')"/>
                  </args></payloadFactory>
                  <property name="RESPONSE" value="true"/>
                  <property name="HTTP_SC" value="404" scope="axis2"/>
                  <header name="To" action="remove"/>
                  <send/>
                </sequence>
                """);
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void aPathWithoutAResourceRunsIt() {
        HttpResponse<String> answer = lab.get("/shop/orders/7", "X-Of-The-Request", "1");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"none\":\"/orders/7\",\"of\":\"shop\"}");
        assertThat(answer.headers().firstValue("X-Of-The-Request")).isEmpty();
    }

    @Test
    void anotherMethodRunsItToo() {
        assertThat(lab.method("DELETE", "/shop/items/7", "", "").body())
                .isEqualTo("{\"none\":\"/items/7\",\"of\":\"shop\"}");
    }

    @Test
    void optionsStillSaysWhatMethodsThereAre() {
        HttpResponse<String> answer = lab.method("OPTIONS", "/shop/items/7", "", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, OPTIONS");
    }

    @Test
    void pathsOfNoApiDoNotRunIt() {
        assertThat(lab.get("/shops/items/7").body()).isEqualTo("404 Not Found\n");
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }
}
