package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code multipart/form-data}: read as XML and as JSON, made of both, and passed on as it came. */
class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=edge";
    private static final String BODY =
            "--edge\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nGrün & <neu>\r\n"
                    + "--edge\r\nContent-Disposition: form-data; name=\"my file\"; filename=\"a\u00e4.bin\"\r\n"
                    + "Content-Type: image/png\r\n\r\n\r\nß--edg\r\n\r\n--edge--\r\n";
    private static final String FILE =
            Base64.getEncoder().encodeToString("\r\nß--edg\r\n".getBytes(StandardCharsets.UTF_8));
    private static final String SEND = "<call><endpoint key='Backend'/></call><respond/>";
    private static final String TO_MULTIPART =
            "<property name='messageType' scope='axis2' value='multipart/form-data'/>";

    private Lab lab;

    @BeforeEach
    void start() {
        String made =
                "<payloadFactory media-type='xml'><format><any xmlns=''><town><name>Fréjus</name></town><day>1</day>"
                        + "<doc filename='a&quot;&#10;b.txt' content-type='text/csv'>aGk=</doc></any></format></payloadFactory>";
        lab = Lab.start(Lab.proxy(
                        "reads",
                        "<log level='custom'><property name='title' expression='//mediate/title'/>"
                                + "<property name='name' expression='//*[@filename]/@filename'/>"
                                + "<property name='type' expression='//*[@filename]/@content-type'/>"
                                + "<property name='file' expression='//*[@filename]'/>"
                                + "<property name='json' expression='json-eval($.mediate.title)'/></log>" + SEND)
                + Lab.proxy("json", "<property name='messageType' scope='axis2' value='application/json'/><respond/>")
                + Lab.proxy("again", TO_MULTIPART + "<respond/>")
                + Lab.proxy(
                        "makes",
                        made + TO_MULTIPART
                                + "<property name='ContentType' scope='axis2' value='multipart/form-data'/><respond/>")
                + Lab.proxy(
                        "decodes",
                        made + TO_MULTIPART
                                + "<property name='DECODE_MULTIPART_DATA' scope='axis2' value='true' type='BOOLEAN'/><respond/>")
                + Lab.proxy(
                        "edits",
                        "<enrich><source type='inline' clone='true'><extra xmlns=''>more</extra></source>"
                                + "<target action='child' xpath='//mediate'/></enrich>" + TO_MULTIPART + SEND)
                + Lab.proxy("fromForm", TO_MULTIPART + "<respond/>"));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private String content(HttpResponse<String> answer) {
        String type = Lab.type(answer);
        assertThat(type).startsWith("multipart/form-data; boundary=");
        return answer.body().replace(type.substring(type.indexOf('=') + 1), "B").replace("\r\n", "|");
    }

    @Test
    void partsAreReadAndTheBodyGoesOnAsItCame() {
        assertThat(lab.post("reads", TYPE, BODY).statusCode()).isEqualTo(200);
        assertThat(lab.engine.log().containing("title = ")).singleElement().satisfies(line -> assertThat(line)
                .contains("title = Grün & <neu>, name = aä.bin, type = image/png, file = " + FILE
                        + ", json = Grün & <neu>"));
        assertThat(lab.backend.last().body()).isEqualTo(BODY);
        assertThat(lab.backend.last().header("Content-Type")).isEqualTo(TYPE);
    }

    @Test
    void partsBecomeJson() {
        HttpResponse<String> answer = lab.post("json", TYPE, BODY);
        assertThat(Lab.type(answer)).startsWith("application/json");
        assertThat(answer.body()).contains("\"title\":\"Grün & <neu>\"", "\"@filename\":\"aä.bin\"", "\"$\":\"" + FILE);
    }

    @Test
    void whatIsMultipartAlreadyStaysAsItIs() {
        HttpResponse<String> answer = lab.post("again", TYPE, BODY);
        assertThat(answer.body()).isEqualTo(BODY);
        assertThat(Lab.type(answer)).isEqualTo(TYPE);
    }

    @Test
    void xmlBecomesParts() {
        assertThat(content(lab.post("makes", "text/plain", "x")))
                .isEqualTo("--B|Content-Disposition: form-data; name=\"town\"|Content-Type: application/xml||"
                        + "<town><name>Fréjus</name></town>|--B|Content-Disposition: form-data; name=\"day\"|"
                        + "Content-Type: text/plain; charset=UTF-8||1|--B|Content-Disposition: form-data; name=\"doc\";"
                        + " filename=\"a%22%0Ab.txt\"|Content-Type: text/csv||aGk=|--B--|");
        assertThat(content(lab.post("decodes", "text/plain", "x"))).contains("text/csv||hi|--B--|");
    }

    @Test
    void changedPartsAndFilesThatCameLeaveAsParts() {
        assertThat(lab.post("edits", TYPE, BODY).statusCode()).isEqualTo(200);
        assertThat(lab.backend.last().header("Content-Type")).startsWith("multipart/form-data; boundary=myelin-");
        assertThat(lab.backend.last().body().replace("\r\n", "|"))
                .contains("name=\"title\"|Content-Type: text/plain; charset=UTF-8||Grün & <neu>|--")
                .contains("name=\"my file\"; filename=\"aä.bin\"|Content-Type: image/png||" + "|ß--edg||--")
                .contains("name=\"extra\"|Content-Type: text/plain; charset=UTF-8||more|--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json@{\"a\":\"b\",\"c\":1}", "application/x-www-form-urlencoded@a=b&c=1"})
    void jsonAndFormsBecomeParts(String given) {
        String[] parts = given.split("@");
        assertThat(content(lab.post("fromForm", parts[0], parts[1])))
                .isEqualTo(
                        "--B|Content-Disposition: form-data; name=\"a\"|Content-Type: text/plain; charset=UTF-8||b|"
                                + "--B|Content-Disposition: form-data; name=\"c\"|Content-Type: text/plain; charset=UTF-8||1|--B--|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=other"})
    void whatHasNoPartsIsAFault(String type) {
        assertThat(lab.post("reads", type, BODY).statusCode()).isEqualTo(500);
        assertThat(lab.engine.log().containing("myelin.fault"))
                .anyMatch(line -> line.contains("The payload is not multipart/form-data"));
    }

    @Test
    void whatIsCutOffIsAFault() {
        assertThat(lab.post("reads", TYPE, BODY.substring(0, BODY.length() - 12))
                        .statusCode())
                .isEqualTo(500);
        assertThat(lab.engine.log().containing("it does not end with its boundary"))
                .isNotEmpty();
    }

    @Test
    void aFormWithoutFieldsIsRead() {
        assertThat(lab.post("reads", TYPE, "--edge--\r\n").statusCode()).isEqualTo(200);
    }

    @Test
    void tooManyPartsAreAFault() {
        String part = "--edge\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
        assertThat(lab.post("reads", TYPE, part.repeat(10_001) + "--edge--\r\n").statusCode())
                .isEqualTo(500);
        assertThat(lab.post("reads", TYPE, part.repeat(1000) + "--edge--\r\n").statusCode())
                .isEqualTo(200);
    }
}
