package dev.myelin.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text/plain | TEXT | true",
                "TEXT/HTML; charset=utf-8 | TEXT | true",
                "text/xml | XML | true",
                "application/xml ; charset=UTF-8 | XML | true",
                "application/soap+xml;action=\"a/xml\" | XML | true",
                "image/svg+xml | XML | true",
                "application/json | JSON | true",
                "Application/JSON;x=y | JSON | true",
                "application/vnd.api+json | JSON | true",
                "text/json | JSON | true",
                "application/notjson | BINARY | false",
                "application/octet-stream | BINARY | false",
                "image/png | BINARY | false",
                "application/x-www-form-urlencoded | TEXT | true",
                "`` | UNKNOWN | true",
                "json | UNKNOWN | true",
                "/json | UNKNOWN | true",
                "application/ | UNKNOWN | true",
                "; text/plain | UNKNOWN | true",
            })
    void tellsTheFamily(String contentType, MediaTypes.Family family, boolean text) {
        assertThat(MediaTypes.familyOf(contentType)).isEqualTo(family);
        assertThat(MediaTypes.isText(contentType)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | UTF-8",
                "text/plain;charset=utf-8 | UTF-8",
                "text/plain; a=b; CHARSET=\"iso-8859-1\"; c=d | ISO-8859-1",
                "text/plain; charset=utf-16le | UTF-16LE",
                "text/plain; charset=no-such-charset | UTF-8",
                "text/plain; charset=?? | UTF-8",
                "text/plain; charset= | UTF-8",
            })
    void tellsTheCharset(String contentType, String charset) {
        assertThat(MediaTypes.charsetOf(contentType)).isEqualTo(Charset.forName(charset));
    }
}
