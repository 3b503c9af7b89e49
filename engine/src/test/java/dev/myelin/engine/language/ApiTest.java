package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code api}: which resource takes a request, what it can read of it, and what answers where none does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
    private static final String SAY =
            "<payloadFactory media-type=\"text\"><format>%s</format><args>%s</args></payloadFactory><respond/>";

    private Lab lab;

    private static String resource(String attributes, String text, String... expressions) {
        StringBuilder args = new StringBuilder();
        for (String expression : expressions) {
            args.append("<arg expression=\"").append(expression).append("\"/>");
        }
        return "<resource " + attributes + "><inSequence>" + SAY.formatted(text, args) + "</inSequence></resource>";
    }

    @BeforeAll
    void start() {
        lab = Lab.start("<api name=\"orders\" context=\"/orders\">"
                + resource(
                        "methods=\"GET\" uri-template=\"/{id}\"",
                        "order $1 $2 $3",
                        "get-property('uri.var.id')",
                        "get-property('query.param.q')",
                        "$axis2:REST_URL_POSTFIX")
                + resource("methods=\"GET\" uri-template=\"/last\"", "last")
                + resource(
                        "methods=\"GET\" uri-template=\"/list/all{?from,to}\"",
                        "list $1-$2",
                        "$ctx:uri.var.from",
                        "$ctx:uri.var.to")
                + resource(
                        "methods=\"GET\" uri-template=\"/{id}/items/{item}?size={size}\"",
                        "item $1 $2 $3",
                        "$ctx:uri.var.id",
                        "$ctx:uri.var.item",
                        "$ctx:uri.var.size")
                + resource(
                        "methods=\"POST PUT\"",
                        "any $1 $2",
                        "get-property('REST_METHOD')",
                        "get-property('SYNAPSE_REST_API')")
                + "</api><api name=\"deep\" context=\"/orders/deep\">" + resource("uri-template=\"/*\"", "deep")
                + "</api><api name=\"files\" context=\"/files\">"
                + resource("methods=\"GET\" url-mapping=\"/a/*\"", "prefix")
                + resource("methods=\"GET\" url-mapping=\"/a/exact\"", "exact")
                + resource("methods=\"GET\" url-mapping=\"*.json\"", "extension")
                + "</api><api name=\"v1\" context=\"/v\" version=\"1.0\" version-type=\"url\">"
                + resource("methods=\"GET\"", "one $1", "get-property('SYNAPSE_REST_API_VERSION')")
                + "</api><api name=\"v2\" context=\"/{version}/w\" version=\"2\" version-type=\"context\">"
                + resource("methods=\"GET\"", "two")
                + "</api><api name=\"host\" context=\"/host\" hostname=\"example.org\">" + resource("", "host")
                + "</api><api name=\"sending\" context=\"/sending\"><resource methods=\"POST GET\" uri-template=\"/{x}\">"
                + "<inSequence><send><endpoint key=\"Backend\"/></send></inSequence><outSequence>"
                + SAY.formatted("out $1", "<arg expression=\"$ctx:uri.var.x\"/>")
                + "</outSequence></resource></api>"
                + "<api name=\"failing\" context=\"/failing\"><resource methods=\"GET\" url-mapping=\"/child\">"
                + "<inSequence><throwError type=\"7\" errorMessage=\"x\"/></inSequence><faultSequence>"
                + SAY.formatted("fault $1", "<arg expression=\"$ctx:ERROR_CODE\"/>") + "</faultSequence></resource>"
                + "<resource methods=\"GET\" url-mapping=\"/named\" inSequence=\"fails\" faultSequence=\"named\"/></api>"
                + "<sequence name=\"fails\"><throwError type=\"8\" errorMessage=\"x\"/></sequence>"
                + "<sequence name=\"named\">" + SAY.formatted("named", "") + "</sequence>"
                + "<sequence name=\"main\"><in><filter source=\"get-property('To')\" regex=\"/main.*\"><then>"
                + "<send><endpoint key=\"Backend\"/></send></then><else><property name=\"HTTP_SC\" value=\"404\""
                + " scope=\"axis2\"/>" + SAY.formatted("nothing", "") + "</else></filter></in><out>"
                + SAY.formatted("main out", "") + "</out></sequence>");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void aTemplateMayListParametersOfTheQuery() {
        assertThat(lab.get("/orders/list/all?to=2&from=1").body()).isEqualTo("list 1-2");
        assertThat(lab.get("/orders/list/all").body()).isEqualTo("list -");
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/orders/7?q=a+b | order 7 a b /7?q=a+b",
                "/orders/a%20b | order a b  /a%20b",
                "/orders/last | last",
                "/orders/7/items/x?size=L | item 7 x L",
                "/orders/7/items/x | item 7 x",
                "/orders/deep/er | deep",
                "/files/a/b/c | prefix",
                "/files/a | prefix",
                "/files/a/exact | exact",
                "/files/x.json | extension",
                "/v/1.0/x | one 1.0",
                "/2/w | two"
            })
    void theMostExactResourceOfTheLongestContextTakesTheRequest(String path, String answer) {
        assertThat(lab.get(path).body().strip()).isEqualTo(answer);
    }

    @Test
    void methodsTellResourcesApart() {
        assertThat(lab.method("PUT", "/orders/7", "text/plain", "x").body()).isEqualTo("any PUT orders");
        HttpResponse<String> other = lab.method("DELETE", "/orders/7", "", "");
        assertThat(other.statusCode()).isEqualTo(405);
        assertThat(other.headers().firstValue("Allow")).hasValue("GET, OPTIONS, POST, PUT");
        HttpResponse<String> options = lab.method("OPTIONS", "/orders/7", "", "");
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow")).hasValue("GET, OPTIONS, POST, PUT");
    }

    @ParameterizedTest
    @CsvSource({"/ordersx/1", "/files/none", "/v/2.0/x", "/w", "/host"})
    void whatNoResourceTakesRunsMain(String path) {
        HttpResponse<String> answer = lab.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("nothing");
    }

    @Test
    void repliesRunTheOutSequenceWithThePathsVariables() {
        assertThat(lab.method("POST", "/sending/5?a=b", "text/plain", "x").body())
                .isEqualTo("out 5");
        assertThat(lab.backend.last().uri()).isEqualTo("/named/5?a=b");
    }

    @Test
    void faultsRunTheFaultSequenceOfTheResource() {
        assertThat(lab.get("/failing/child").body()).isEqualTo("fault 7");
        assertThat(lab.get("/failing/named").body()).isEqualTo("named");
    }

    @Test
    void mainSeesRequestsAndRepliesInItsInAndOut() {
        assertThat(lab.method("POST", "/main/x", "text/plain", "x").body()).isEqualTo("main out");
    }
}
