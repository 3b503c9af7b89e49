package dev.myelin.engine.mediator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.mediator.LogMediator.Detail;
import dev.myelin.engine.mediator.LogMediator.Field;
import dev.myelin.engine.mediator.LogMediator.Style;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogMediatorTest {
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    private String render(Detail detail, String separator, Field... fields) {
        exchange.setProperty("MessageID", "id-1");
        return new LogMediator(
                        "s", new Style(detail, Level.INFO, separator, LogMediator.Text.NONE, List.of(fields)), 16)
                .render(exchange);
    }

    private void payload(String text) {
        exchange.getMessage().setBody(Payload.ofText(text, "text/plain"));
    }

    @Test
    void fullHasTheShapeOfMi() {
        payload("{\"a\":1}");
        exchange.setProperty("To", "/services/p");
        exchange.setProperty("Action", "urn:act");
        exchange.getMessage().setHeader("SOAPAction", "urn:soap");

        assertThat(render(Detail.FULL, ", ", new Field("LOGGED_MESSAGE", any -> "LOGGED")))
                .isEqualTo("To: /services/p, WSAction: urn:act, SOAPAction: urn:soap, MessageID: id-1,"
                        + " Direction: request, LOGGED_MESSAGE = LOGGED, Payload: {\"a\":1}");
    }

    @Test
    void repliesSayThatTheyAreResponses() {
        MessageContext.of(exchange).markResponse();

        assertThat(render(Detail.SIMPLE, "|"))
                .isEqualTo("To: http://www.w3.org/2005/08/addressing/anonymous|MessageID: id-1|Direction: response");
    }

    @Test
    void customHasOnlyTheProperties() {
        assertThat(render(Detail.CUSTOM, "; ", new Field("a", any -> "1"), new Field("b", any -> "2")))
                .isEqualTo("a = 1; b = 2");
    }

    @Test
    void headersAreWrittenWithoutSecrets() {
        exchange.getMessage().setHeader("X-Plain", "seen");
        exchange.getMessage().setHeader("authorization", "Basic c2VjcmV0");
        exchange.getMessage().setHeader("Cookie", "secret");
        exchange.getMessage().setHeader("CamelHttpPath", "internal");

        assertThat(render(Detail.HEADERS, ", "))
                .contains("X-Plain: seen", "authorization: ***", "Cookie: ***")
                .doesNotContain("c2VjcmV0", "secret", "internal");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        payload("0123456789abcdéfgh");

        assertThat(render(Detail.FULL, ", ")).endsWith("Payload: 0123456789abcdé... (19 bytes)");
        payload("0123456789abcdeéfgh");
        assertThat(render(Detail.FULL, ", ")).endsWith("Payload: 0123456789abcde... (20 bytes)");
    }

    @Test
    void binaryIsItsLengthAndTheFirstBytesInHex() {
        exchange.getMessage().setBody(Payload.ofBytes(new byte[100], "application/octet-stream"));

        assertThat(render(Detail.FULL, ", ")).endsWith("Payload: 100 bytes: " + "00".repeat(64) + "...");
    }

    @Test
    void aDisabledCategoryEvaluatesNothing() {
        AtomicInteger evaluated = new AtomicInteger();
        Field field = new Field("a", any -> String.valueOf(evaluated.incrementAndGet()));

        new LogMediator("s", new Style(Detail.CUSTOM, Level.TRACE, ", ", LogMediator.Text.NONE, List.of(field)), 16)
                .process(exchange);

        assertThat(evaluated).hasValue(0);
    }
}
